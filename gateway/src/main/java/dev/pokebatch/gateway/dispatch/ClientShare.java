package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.memory.AnswerMemory;

/**
 * What one client uses of the things that clients share.
 *
 * @param client the client
 * @param limit its documents in flight
 * @param memory what its replies are reserved from
 * @param turns its turns on the event loop
 * @param requestTurns its turns to request documents
 * @param workerTurns its turns on worker threads
 */
record ClientShare(
    ClientId client,
    InFlightLimit limit,
    AnswerMemory memory,
    EventLoopTurns turns,
    RequestTurns requestTurns,
    WorkerTurns workerTurns) {

  /** The share of the gateway itself, from which those of clients are made. */
  static ClientShare ofGateway(InFlightLimit limit, AnswerMemory memory) {
    return new ClientShare(
        ClientId.GATEWAY,
        limit,
        memory,
        new EventLoopTurns(),
        new RequestTurns(),
        new WorkerTurns());
  }

  /** Returns the share of another client. */
  ClientShare of(ClientId other) {
    return new ClientShare(
        other,
        limit.of(other),
        memory.of(other),
        turns.of(other),
        requestTurns.of(other),
        workerTurns.of(other));
  }

  /** Returns the same share, with another limit on documents in flight. */
  ClientShare within(InFlightLimit other) {
    return new ClientShare(client, other, memory, turns, requestTurns, workerTurns);
  }
}

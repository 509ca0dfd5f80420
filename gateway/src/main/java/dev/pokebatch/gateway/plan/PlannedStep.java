package dev.pokebatch.gateway.plan;

import dev.pokebatch.fetcher.contract.Projection;

/**
 * A step with its place in the batch.
 *
 * @param index its position among the steps, from 0
 * @param id its id, given or by position
 * @param many whether it was asked for as a step of many documents, however many those are
 * @param documents how many documents it stands for
 * @param fields what to keep of each
 */
public record PlannedStep(int index, String id, boolean many, int documents, Projection fields) {}

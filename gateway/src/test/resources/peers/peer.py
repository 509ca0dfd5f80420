"""The documents of PokéAPI with aiohttp, as somebody would write it without Pokébatch.

Argument: the upstream's URL. Reads lines of "documents concurrency mask|shape", fetches the
documents, and prints "done", the seconds, and the seconds of CPU; "rows" prints what it made.
"""

import asyncio
import json
import sys
import time

import aiohttp


def mask(document):
    return {
        "id": document["id"],
        "name": document["name"],
        "types": [{"type": {"name": entry["type"]["name"]}} for entry in document["types"]],
        "stats": [
            {"base_stat": entry["base_stat"], "stat": {"name": entry["stat"]["name"]}}
            for entry in document["stats"]
        ],
    }


def shape(document):
    row = {"id": document["id"], "name": document["name"]}
    row.update((entry["stat"]["name"], entry["base_stat"]) for entry in document["stats"])
    row["types"] = [entry["type"]["name"] for entry in document["types"]]
    names = document.get("names", [])
    german = (entry["name"] for entry in names if entry["language"]["name"] == "de")
    row["german"] = next(german, None)
    return row


async def fetch_all(session, upstream, documents, concurrency, make):
    rows = [""] * documents
    ids = iter(range(1, documents + 1))

    async def worker():
        for key in ids:
            async with session.get(f"{upstream}/pokemon/{key}/") as response:
                response.raise_for_status()
                rows[key - 1] = json.dumps(make(json.loads(await response.read())))

    await asyncio.gather(*(worker() for _ in range(concurrency)))
    return rows


async def main(upstream):
    rows = []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        for line in iter(sys.stdin.readline, ""):
            if line.strip() == "rows":
                print(f"[{','.join(rows)}]", flush=True)
                continue
            documents, concurrency, form = line.split()
            make = mask if form == "mask" else shape
            begun, before = time.perf_counter(), time.process_time()
            rows = await fetch_all(session, upstream, int(documents), int(concurrency), make)
            spent, cpu = time.perf_counter() - begun, time.process_time() - before
            print("done", spent, cpu, flush=True)


asyncio.run(main(sys.argv[1]))

"""A day of the same contacts in SimPy: each device checks in every 8 h, asks for policy every hour, 100 restart."""
import json
import sys
import time

import simpy

DAY = 86_400
count = 0


def contacts(env, phase, period):
    global count
    yield env.timeout(phase)
    while True:
        count += 1
        yield env.timeout(period)


def restart(env, number):
    global count
    for wait in (5 + number % 35, 300, 60 + number % 180, 20 + number % 70):
        yield env.timeout(wait)
        count += 1


devices = int(sys.argv[1])
environment = simpy.Environment()
for device in range(devices):
    environment.process(contacts(environment, device * 7919 % 28_800, 28_800))
    environment.process(contacts(environment, device * 104_729 % 3600, 3600))
for device in range(100):
    environment.process(restart(environment, device))
started = time.perf_counter()
environment.run(until=DAY)
print(json.dumps({"seconds": time.perf_counter() - started, "events": count}))

"""A random store for the trade-in score."""

from datetime import date, timedelta
from random import Random

from cheyuan.insight.scores.tests.reference import Car, World

DAY = date(2026, 11, 22)


def crowd(seed: int, cars: int = 300) -> World:
    """Cars of all ages with bills, signs and list prices; much is unknown, some of it lies in the future."""
    rng = Random(seed)
    world = World()
    for n in range(1, cars + 1):
        back = rng.randint(0, 4500)
        begun, ended = DAY - timedelta(days=back), DAY - timedelta(days=rng.randint(-50, 150))
        brand, model, trim = rng.choice(["海悦", "BYD", None]), rng.choice(["L5", "汉"]), rng.choice(["尊享", ""])
        far, warranty = rng.choice([None, rng.randint(0, 200_000)]), rng.choice([None, ended])
        begun_on = rng.choice([None, begun])
        world.cars.append(Car(n, rng.randint(1, 120), brand, model, trim, begun_on, begun, far, warranty))
        for _ in range(rng.randint(0, 5)):
            day = DAY - timedelta(days=rng.randint(0, 500))
            world.bills.append((n, day, rng.choice(["repair", "service", "body"]), rng.randint(0, 4_000_000)))
    for _ in range(150):
        car = rng.choice([None, rng.randint(1, cars)])
        day = DAY - timedelta(days=rng.randint(-2, 400))
        world.signs.append((rng.randint(1, 120), car, rng.choice(["valuation", "looked", "family"]), day))
    world.prices = [
        ("海悦", "L5", "尊享", 19_980_000),
        ("海悦", "L5", "旗舰", 25_900_000),
        ("byd", "汉", "", 21_580_000),
    ]
    world.ends = {n: DAY - timedelta(days=rng.randint(-50, 200)) for n in range(1, 200)}
    return world

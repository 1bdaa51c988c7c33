"""Limits count networks, and a made-up header moves nobody to another one."""

import pytest
from django.test import RequestFactory

from accounts.network import network_of


def asked(remote: str, forwarded: str = "") -> str:
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return network_of(RequestFactory().get("/", REMOTE_ADDR=remote, **headers))


@pytest.mark.parametrize(
    ("remote", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_without_a_proxy(remote, network):
    assert asked(remote) == network


def test_a_header_counts_for_nothing_without_a_proxy():
    assert asked("203.0.113.7", "198.51.100.1") == "203.0.113.7"


def test_behind_one_proxy(settings):
    settings.TRUSTED_PROXIES = 1
    assert asked("10.0.0.1", "198.51.100.1") == "198.51.100.1"
    assert asked("10.0.0.1", "192.0.2.9, 198.51.100.1") == "198.51.100.1"
    assert asked("10.0.0.1") == "10.0.0.1"


def test_behind_two_proxies(settings):
    settings.TRUSTED_PROXIES = 2
    assert asked("10.0.0.1", "192.0.2.9, 198.51.100.1, 10.0.0.2") == "198.51.100.1"
    assert asked("10.0.0.1", "198.51.100.1") == "10.0.0.1"

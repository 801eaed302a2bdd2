"""An editor at work: what the back office refuses, and what readers see at once."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

"""A content in the sealed frame of our own page: what it asks of a browser, and what it gets."""

import re
from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from content.h5p import core
from content.h5p.framing import shown
from content.h5p.models import Revision
from tests.browser.conftest import PHONE, PLACE
from tests.h5p.making import png
from tests.h5p.player.making import content, library

ASKING = """
H5P.Asking = function () {
  H5P.EventDispatcher.call(this);
  this.attach = ($box) => {
    $box.append(H5P.jQuery.parseHTML('<p>Đã mở</p>'));
    $box.append('<img src="https://picture.invalid/a.png"><iframe src="https://page.invalid/"></iframe>');
    const worker = new Worker(URL.createObjectURL(new Blob(['postMessage("đã ghi")'])));
    worker.onmessage = ({ data }) => $box.append(document.createTextNode(data));
    for (const path of [`${H5P.getContentPath(1)}a.png`, `${H5P.getContentPath(1)}/a.png`]) {
      H5P.jQuery('<img>').on('load', () => $box.append(' thấy ảnh ')).attr('src', path).appendTo($box);
    }
    const part = H5P.newRunnable({ library: 'H5P.Unready 1.0', params: {} }, 1);
    part.triggerXAPI('accessed-copyright');
    $box.append(String(part.getCurrentState()), String($box instanceof jQuery));
    $box.append(JSON.stringify(H5P.getLibraryConfig('H5P.MathDisplay')));
  };
};
// Knows nothing of statements, nor where she is before it is shown.
H5P.Unready = function () {
  this.getCurrentState = () => this.shown.state;
};
"""
PAGE = "<!DOCTYPE html><html lang='vi'><title>Bài</title><body>{}</body></html>"


@pytest.fixture
def asking(transactional_db: None) -> Revision:
    if core.find() is None:
        pytest.skip(f"H5P's core is not installed: {core.INSTALL}")
    # A licence that H5P's core does not know.
    return content([library("H5P.Asking", {"asking.js": ASKING})], files={"a.png": png()}, license="cc-by-sa")


@pytest.fixture
def opened(asking: Revision, browser: Browser, live_server: LiveServer) -> Iterator[tuple[Page, list[str]]]:
    told = {"value": {"content": asking.content}, "shown": shown(asking)}
    body = PAGE.format(render_to_string("blocks/interactive.html", told))
    context = browser.new_context(base_url=live_server.url, **PLACE, **PHONE)
    page, errors = context.new_page(), list[str]()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/bai", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page.goto("/bai")
    yield page, errors
    context.close()


def test_it_plays_and_what_lies_elsewhere_is_named(opened: tuple[Page, list[str]]) -> None:
    page, errors = opened
    frame = page.frame_locator("iframe")
    for words in ("Đã mở", "đã ghi", "undefinedtrue", '"renderer"'):
        expect(frame.locator(".h5p-content")).to_contain_text(words)
    expect(frame.locator(".h5p-content")).to_contain_text(re.compile("thấy ảnh.*thấy ảnh"))
    outside = page.locator("[data-outside]")
    for host in ("picture.invalid", "page.invalid"):
        expect(outside).to_contain_text(host)
    expect(page.locator("[data-said]")).to_be_hidden()
    assert len(errors) == 2, errors
    assert all(".invalid" in error for error in errors)

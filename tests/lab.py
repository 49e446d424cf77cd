"""A real JupyterLab on a copy of the compendium, and a real browser that drives it."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, TracebackType

import psutil
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
READY = """() => {
  const session = window.jupyterapp?.shell?.currentWidget?.sessionContext;
  const kernel = session?.session?.kernel;
  return Boolean(session?.isReady && kernel?.status === 'idle' && kernel.connectionStatus === 'connected');
}"""


def tool(name: str) -> ModuleType:
    """A script of tools/, as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Lab:
    """JupyterLab over a folder; its settings, and all it writes, stay in that folder."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        own = folder / ".jupyter"
        settings = own / "lab" / "user-settings" / "@jupyterlab"
        (settings / "apputils-extension").mkdir(parents=True, exist_ok=True)
        (settings / "apputils-extension" / "notification.jupyterlab-settings").write_text(
            json.dumps({"fetchNews": "false", "checkForUpdates": False}), encoding="utf-8"
        )
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = (folder / "lab.log").open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={self.port}"),
                *("--IdentityProvider.token=", "--ServerApp.password=", "--LabApp.expose_app_in_browser=True"),
                f"--ServerApp.root_dir={folder}",
            ],
            cwd=folder,
            stdout=self.log,
            stderr=self.log,
            env={
                **os.environ,
                "CODING_ROOT": str(folder),
                "JUPYTER_CONFIG_DIR": str(own),
                "JUPYTER_DATA_DIR": str(own / "data"),
                "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
                "JUPYTERLAB_SETTINGS_DIR": str(own / "lab" / "user-settings"),
                "JUPYTERLAB_WORKSPACES_DIR": str(own / "lab" / "workspaces"),
                "IPYTHONDIR": str(own / "ipython"),
                **environment,
            },
        )

    def __enter__(self) -> Lab:
        for _ in range(1200):  # two minutes: a machine that runs other tests beside starts slowly
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api", timeout=1)
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.process.kill()
        self.process.wait()
        self.log.close()
        raise AssertionError((self.folder / "lab.log").read_text(encoding="utf-8")[-3000:])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        tree = psutil.Process(self.process.pid)
        everything = [tree, *tree.children(recursive=True)]
        self.process.terminate()
        # a server that a kernel keeps waiting does not end by itself: nothing of it may outlive the tests
        for left in psutil.wait_procs(everything, timeout=15)[1]:
            with contextlib.suppress(psutil.NoSuchProcess):
                left.kill()
        self.process.wait()
        self.log.close()

    def open(self, page: Page, notebook: str) -> None:
        """Open a notebook, wait for its kernel, run all its cells."""
        page.goto(f"http://127.0.0.1:{self.port}/lab/tree/{notebook}?reset")
        page.wait_for_function(READY, timeout=90_000)
        self.run_all(page)

    def run_all(self, page: Page) -> None:
        page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")

    def shut_down_kernels(self) -> None:
        """End every kernel, by the server where it answers, so that it starts none of them again."""
        address = f"http://127.0.0.1:{self.port}/api/kernels"
        with contextlib.suppress(OSError):
            for kernel in json.load(urllib.request.urlopen(address, timeout=15)):
                stop = urllib.request.Request(f"{address}/{kernel['id']}", method="DELETE")
                urllib.request.urlopen(stop, timeout=15).close()
        for process in self.kernels():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()

    def kernels(self) -> list[psutil.Process]:
        """The kernels that run now."""
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if any("ipykernel" in word for word in child.cmdline())]


@contextlib.contextmanager
def chromium(executable: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1500, "height": 1000}).new_page()
        try:
            yield page
        finally:
            browser.close()

import importlib
import pkgutil

import pytest

import visitcore

EXTRA = ("visitcore.frames", "visitcore.testing")
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(visitcore.__path__, "visitcore.")
    if not module.name.startswith(EXTRA) and not module.name.endswith("__main__")
)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_of_the_core_imports_alone(module):
    """
    Every module imports with nothing installed but what the core depends on.
    """
    assert module == importlib.import_module(module).__name__

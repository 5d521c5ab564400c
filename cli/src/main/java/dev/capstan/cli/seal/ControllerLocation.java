package dev.capstan.cli.seal;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The Service of a controller.
 *
 * @param kubeconfig of its cluster; fails with words when there is none
 */
record ControllerLocation(Supplier<Path> kubeconfig, String namespace, String name) {}

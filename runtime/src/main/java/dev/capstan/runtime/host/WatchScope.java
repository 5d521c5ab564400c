package dev.capstan.runtime.host;

import java.util.Optional;

/**
 * Which objects this process takes care of.
 *
 * @param namespace the only namespace; empty for all
 * @param labelSelector only objects with these labels, for sharding; empty for all
 */
public record WatchScope(Optional<String> namespace, Optional<String> labelSelector) {}

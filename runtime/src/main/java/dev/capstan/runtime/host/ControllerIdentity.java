package dev.capstan.runtime.host;

/**
 * How a controller is called, where.
 *
 * @param id the word in {@code capstan.controllers}, for example {@code source}
 * @param component source component of events, {@code controller} in logs, base of the Lease name; for example {@code source-controller}
 * @param statusManager field manager of status patches
 */
public record ControllerIdentity(String id, String component, String statusManager) {}

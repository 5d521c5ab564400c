package dev.capstan.cli.migrate.plan;

/**
 * A setting that is carried over.
 *
 * @param component which of our controllers gets it
 * @param variable its name in the environment of the container
 * @param value its value
 * @param from what it stands for
 */
public record Setting(String component, String variable, String value, String from) {}

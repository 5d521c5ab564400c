package dev.capstan.cli.migrate.plan;

/**
 * A setting that is carried over.
 *
 * @param component which of our controllers gets it
 * @param variable its name in the environment of the container
 * @param value its value
 * @param from what it stands for: a flag, a default, or a variable of the environment
 */
public record Setting(String component, String variable, String value, String from) {

    /** Before the name of a variable that it was carried over from. */
    static final String VARIABLE = "env ";

    /** The value for people; that of a variable may be a credential, and is left out. */
    public String shown() {
        return from.startsWith(VARIABLE) ? "***" : value;
    }

    /** Shows no value that may be a credential. */
    @Override
    public String toString() {
        return "Setting[%s %s=%s, from %s]".formatted(component, variable, shown(), from);
    }
}

package dev.capstan.yaml;

import org.jspecify.annotations.Nullable;

/** What the writers of plain values ask of their caller. */
public interface ForeignValues {
    /** Plain values only. */
    ForeignValues NONE = (value, _) -> {
        throw new UnwritableValueException(
                Mark.NONE, "json: unsupported type: " + value.getClass().getName());
    };

    /**
     * The plain value that is written in place of a value that is not plain.
     *
     * @throws UnwritableValueException when there is none; the message is what the Go library would say
     */
    @Nullable Object plain(Object value, Encoding encoding);

    /** Called now and then while a value is written, with the bytes so far; what it throws ends the writing. */
    default void written(int bytes) {}
}

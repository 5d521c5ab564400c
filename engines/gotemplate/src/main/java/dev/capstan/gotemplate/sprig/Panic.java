package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import org.jspecify.annotations.Nullable;

/** What Go's runtime says when a function goes wrong; templates show it as the function's error. */
final class Panic {

    static final String NEGATIVE_REPEAT = "strings: negative Repeat count";

    private Panic() {}

    /** Something was asked of nil. */
    static FunctionException nil() {
        return new FunctionException("runtime error: invalid memory address or nil pointer dereference");
    }

    static FunctionException divisionByZero() {
        return new FunctionException("runtime error: integer divide by zero");
    }

    static FunctionException nilMap() {
        return new FunctionException("assignment to entry in nil map");
    }

    static FunctionException sliceLength() {
        return new FunctionException("runtime error: makeslice: len out of range");
    }

    /** {@code text[from:to]} does not fit a text of {@code length} bytes. */
    static FunctionException slice(long from, long to, long length) {
        String range = to < 0
                ? "[:" + to + "]"
                : to > length ? "[:" + to + "] with length " + length : "[" + from + ":" + to + "]";
        return new FunctionException("runtime error: slice bounds out of range " + range);
    }

    /** A value of an interface is not of the type that it is taken for. */
    static FunctionException conversion(@Nullable Object value, String wanted) {
        return new FunctionException(
                "interface conversion: interface {} is " + TypeNames.orNil(value) + ", not " + wanted);
    }
}

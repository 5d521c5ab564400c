package dev.capstan.gotemplate.format;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.Kind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints values as Go's package fmt does. What is printed counts against the bounds of the run; values that contain
 * themselves end it instead of printing for ever.
 */
public final class GoFormat {

    private GoFormat() {}

    /** {@code fmt.Sprint}: a blank stands between two values neither of which is a string. */
    public static String print(List<? extends @Nullable Object> values, Bounds bounds) {
        ValuePrinter printer = new ValuePrinter(bounds);
        boolean afterString = true;
        for (Object value : values) {
            boolean isString = Kinds.isString(value);
            if (!isString && !afterString) {
                printer.append(' ');
            }
            printer.printArgument(value, 'v');
            afterString = isString;
        }
        return printer.result();
    }

    /** {@code fmt.Sprintln}: a blank between all values, and an end of line. */
    public static String println(List<? extends @Nullable Object> values, Bounds bounds) {
        ValuePrinter printer = new ValuePrinter(bounds);
        boolean first = true;
        for (Object value : values) {
            if (!first) {
                printer.append(' ');
            }
            first = false;
            printer.printArgument(value, 'v');
        }
        printer.append('\n');
        return printer.result();
    }

    /** {@code fmt.Sprintf}. */
    public static String printf(String format, List<? extends @Nullable Object> values, Bounds bounds) {
        ValuePrinter printer = new ValuePrinter(bounds);
        new FormatText(format, values, printer).run();
        return printer.result();
    }

    /** One value, as {@code %v} prints it. */
    public static String text(@Nullable Object value, Bounds bounds) {
        if (value instanceof String text) {
            return text;
        }
        ValuePrinter printer = new ValuePrinter(bounds);
        printer.printArgument(value, 'v');
        return printer.result();
    }

    /**
     * A value as an action prints it, where it lies: methods of the pointer to it are found as well, and what a pointer
     * points to is printed instead of the pointer.
     */
    public static String inPlace(Object value, Bounds bounds) {
        if (value instanceof GoObject object) {
            String text = object.textInPlace();
            if (text != null) {
                return text;
            }
        }
        return target(value, bounds);
    }

    /** A value, or what it points to. */
    public static String target(@Nullable Object value, Bounds bounds) {
        boolean isPointer = value instanceof GoStruct struct && struct.type().kind() == Kind.POINTER;
        if (isPointer && value instanceof GoStruct struct && struct.text() == null) {
            ValuePrinter printer = new ValuePrinter(bounds);
            printer.printStruct(struct);
            return printer.result();
        }
        return text(value, bounds);
    }

    /** {@code fmt.Sprintf} for messages of our own, which are short. */
    public static String message(String format, @Nullable Object... values) {
        return printf(format, Arrays.asList(values), Bounds.start(Limits.STANDARD));
    }
}

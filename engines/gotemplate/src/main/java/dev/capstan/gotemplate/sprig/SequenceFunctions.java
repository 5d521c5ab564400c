package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.INT;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Int;
import dev.capstan.gotemplate.value.TypedList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs of integers. */
final class SequenceFunctions {

    private static final GoType INTS = GoType.sliceOf(INT);

    private SequenceFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put(
                "until",
                GoFunction.of(
                        (a, run) ->
                                new TypedList(INTS, steps(0, a.integer(0), a.integer(0) < 0 ? -1 : 1, run.bounds())),
                        INT));
        functions.put(
                "untilStep",
                GoFunction.of(
                        (a, run) -> new TypedList(INTS, steps(a.integer(0), a.integer(1), a.integer(2), run.bounds())),
                        INT,
                        INT,
                        INT));
        functions.put("seq", GoFunction.variadic((a, run) -> seq(a, run.bounds()), INT));
    }

    /** From {@code start} on, before {@code stop}; none where the step leads away from it. */
    private static List<Int> steps(long start, long stop, long step, Bounds bounds) {
        boolean down = stop < start;
        if (down ? step >= 0 : step <= 0) {
            return List.of();
        }
        long distance = down ? start - stop : stop - start;
        long size = Math.abs(step);
        bounds.entries(distance < 0 || distance == Long.MAX_VALUE ? -1 : distance / size + 1);
        List<Int> numbers = new ArrayList<>();
        for (long number = start; down ? number > stop : number < stop; number += step) {
            numbers.add(Int.of(number));
        }
        return numbers;
    }

    /** As the command {@code seq}: END, START END, or START STEP END. */
    private static String seq(Arguments arguments, Bounds bounds) {
        int size = arguments.size();
        if (size < 1 || size > 3) {
            return "";
        }
        long start = size == 1 ? 1 : arguments.integer(0);
        long end = arguments.integer(size - 1);
        long direction = end < start ? -1 : 1;
        long step = size == 3 ? arguments.integer(1) : direction;
        if (size == 3 && direction < 0 && step > 0) {
            return "";
        }
        return steps(start, end + direction, step, bounds).stream()
                .map(Int::toString)
                .collect(Collectors.joining(" "));
    }
}

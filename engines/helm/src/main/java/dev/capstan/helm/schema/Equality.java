package dev.capstan.helm.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which JSON values are the same: numbers by their value. */
final class Equality {
    /** Two places of a list. */
    record Pair(int first, int second) {}

    private Equality() {}

    static boolean equal(@Nullable Object left, @Nullable Object right) {
        return normal(left).equals(normal(right));
    }

    /** The first two items of a list that are the same. */
    static Optional<Pair> duplicates(List<?> list) {
        Map<Object, Integer> places = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            Integer before = places.putIfAbsent(normal(list.get(i)), i);
            if (before != null) {
                return Optional.of(new Pair(before, i));
            }
        }
        return Optional.empty();
    }

    private static Object normal(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case Number number ->
                JsonNumber.exact(number)
                        .<Object>map(BigDecimal::stripTrailingZeros)
                        .orElse(number.toString());
            case List<?> list -> {
                List<Object> items = new ArrayList<>(list.size());
                for (Object item : list) {
                    items.add(normal(item));
                }
                yield items;
            }
            case Map<?, ?> map -> {
                Map<Object, Object> entries = HashMap.newHashMap(map.size());
                map.forEach((key, one) -> entries.put(key, normal(one)));
                yield entries;
            }
            default -> value;
        };
    }
}

package dev.capstan.gotemplate.value;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The keys of a map in the order in which Go ranges over and prints them: byte by byte. */
public final class SortedKeys {

    private SortedKeys() {}

    /** A copy of the keys, sorted. */
    public static List<String> of(Map<?, ?> map) {
        String[] keys = new String[map.size()];
        int size = 0;
        boolean sorted = true;
        for (Object key : map.keySet()) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size + 8);
            }
            keys[size] = (String) key;
            sorted &= size == 0 || GoString.compare(keys[size - 1], keys[size]) <= 0;
            size++;
        }
        if (!sorted) {
            Arrays.sort(keys, 0, size, GoString::compare);
        }
        return Arrays.asList(keys).subList(0, size);
    }
}

package dev.capstan.kustomize.resource;

import java.util.ArrayList;
import java.util.List;

/**
 * How an object came to its name.
 *
 * @param past its identities before the present one, the oldest first
 * @param prefixes what was put before the name, the first first
 * @param suffixes what was put after the name, the first first
 */
record NameHistory(List<Past> past, List<String> prefixes, List<String> suffixes) {
    /** Of an object that never had another name. */
    static final NameHistory NONE = new NameHistory(List.of(), List.of(), List.of());

    /** Identity at some earlier time; group and version are always the present ones. */
    record Past(String kind, String namespace, String name) {}

    NameHistory with(Past identity) {
        return new NameHistory(plus(past, identity), prefixes, suffixes);
    }

    NameHistory withPrefix(String prefix) {
        return prefix.isEmpty() ? this : new NameHistory(past, plus(prefixes, prefix), suffixes);
    }

    NameHistory withSuffix(String suffix) {
        return suffix.isEmpty() ? this : new NameHistory(past, prefixes, plus(suffixes, suffix));
    }

    /** Whether both lists of affixes end alike, as far as the shorter one goes. */
    boolean sharesAffixes(NameHistory other, boolean allowEmpty) {
        return endAlike(prefixes, other.prefixes, allowEmpty) && endAlike(suffixes, other.suffixes, allowEmpty);
    }

    private static boolean endAlike(List<String> a, List<String> b, boolean allowEmpty) {
        if (a.isEmpty() || b.isEmpty()) {
            return allowEmpty || (a.isEmpty() && b.isEmpty());
        }
        int compared = Math.min(a.size(), b.size());
        return a.subList(a.size() - compared, a.size()).equals(b.subList(b.size() - compared, b.size()));
    }

    static <T> List<T> plus(List<T> list, T item) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(item);
        return longer;
    }
}

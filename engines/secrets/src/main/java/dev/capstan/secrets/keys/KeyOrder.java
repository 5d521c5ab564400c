package dev.capstan.secrets.keys;

import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * In which order the keys of a group are tried: these kinds first, then the others as the file has them.
 *
 * @param first no kind twice
 */
public record KeyOrder(List<MasterKey.Kind> first) {
    /** Keys that need no network go first. */
    public static final KeyOrder DEFAULT = new KeyOrder(List.of(MasterKey.Kind.AGE, MasterKey.Kind.PGP));

    /** Copies the list. */
    public KeyOrder {
        first = List.copyOf(first);
    }

    /** Reads names with commas between them, such as {@code pgp,age}; empty when one is unknown or there twice. */
    public static Optional<KeyOrder> parse(String text) {
        var kinds = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> Arrays.stream(MasterKey.Kind.values())
                        .filter(kind -> kind.key().equals(name))
                        .findFirst())
                .toList();
        boolean usable = kinds.stream().allMatch(Optional::isPresent)
                && kinds.stream().distinct().count() == kinds.size();
        return usable
                ? Optional.of(
                        new KeyOrder(kinds.stream().flatMap(Optional::stream).toList()))
                : Optional.empty();
    }

    List<MasterKey> of(KeyGroup group) {
        return group.keys().stream()
                .sorted(Comparator.comparingInt(this::place))
                .toList();
    }

    private int place(MasterKey key) {
        int place = first.indexOf(key.kind());
        return place < 0 ? first.size() : place;
    }
}

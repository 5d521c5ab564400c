package dev.capstan.secrets.metadata;

import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trees as maps of scalars: {@code age__list_0__map_enc} is what was at {@code age[0].enc}. */
final class Flattening {
    private static final String MAP = "__map_";
    private static final String LIST = "__list_";
    /** Real keys have four steps: a group, a kind, an index, a field. */
    private static final int DEEPEST = 16;

    private Flattening() {}

    static Mapping flat(Mapping tree) {
        var pairs = new ArrayList<Pair>();
        tree.pairs().forEach(pair -> add(pair.key(), pair.value(), pairs));
        return Mapping.of(pairs);
    }

    private static void add(String key, Value value, List<Pair> pairs) {
        switch (value) {
            case Mapping map -> map.pairs().forEach(pair -> add(key + MAP + pair.key(), pair.value(), pairs));
            case Sequence list -> {
                var values = list.values().toList();
                for (int i = 0; i < values.size(); i++) {
                    add(key + LIST + i, values.get(i), pairs);
                }
            }
            case Scalar scalar -> pairs.add(new Pair(key, scalar));
        }
    }

    /**
     * The tree of a flat map.
     *
     * @throws IllegalArgumentException with a text for people when the keys contradict each other
     */
    static Mapping tree(Mapping flat) {
        var root = new Branch();
        flat.pairs().forEach(pair -> place(root, pair));
        return root.map();
    }

    private static void place(Branch root, Pair pair) {
        Branch at = root;
        String rest = pair.key();
        boolean list = false;
        for (int depth = 0; depth < DEEPEST; depth++) {
            int map = rest.indexOf(MAP);
            int item = rest.indexOf(LIST);
            int end = map < 0 ? item : item < 0 ? map : Math.min(map, item);
            Branch.Step step = new Branch.Step(list, end < 0 ? rest : rest.substring(0, end));
            if (end < 0) {
                at.put(step, pair.value(), pair.key());
                return;
            }
            at = at.below(step, pair.key());
            list = end == item;
            rest = rest.substring(end + (list ? LIST : MAP).length());
        }
        throw new IllegalArgumentException("a key has more than " + DEEPEST + " steps");
    }

    /** A map or list that is being put together; the names of a list are its indexes. */
    private static final class Branch {
        private final Map<String, Object> entries = new TreeMap<>();
        private boolean isList;

        private record Step(boolean isItem, String name) {}

        private Branch below(Step step, String key) {
            become(step, key);
            Object next = entries.computeIfAbsent(step.name, _ -> new Branch());
            if (next instanceof Branch branch) {
                return branch;
            }
            throw contradiction(key);
        }

        private void put(Step step, Value value, String key) {
            become(step, key);
            if (entries.putIfAbsent(step.name, value) != null) {
                throw contradiction(key);
            }
        }

        private void become(Step step, String key) {
            if (!entries.isEmpty() && isList != step.isItem) {
                throw contradiction(key);
            }
            isList = step.isItem;
        }

        private static IllegalArgumentException contradiction(String key) {
            return new IllegalArgumentException("the key " + key + " contradicts another one");
        }

        private Mapping map() {
            return Mapping.of(entries.entrySet().stream()
                    .map(entry -> new Pair(entry.getKey(), value(entry.getValue())))
                    .toList());
        }

        private Value value(Object entry) {
            return switch (entry) {
                case Branch branch when branch.isList -> branch.list();
                case Branch branch -> branch.map();
                default -> (Value) entry;
            };
        }

        private Sequence list() {
            var items = new ArrayList<Value>();
            for (int i = 0; i < entries.size(); i++) {
                Object item = entries.get(Integer.toString(i));
                if (item == null) {
                    throw new IllegalArgumentException("a list has no item " + i);
                }
                items.add(value(item));
            }
            return Sequence.of(items);
        }
    }
}

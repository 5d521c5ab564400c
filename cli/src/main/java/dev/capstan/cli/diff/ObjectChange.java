package dev.capstan.cli.diff;

import dev.capstan.apply.ObjectId;
import java.util.List;
import java.util.stream.Stream;

/** What would happen to an object. */
public sealed interface ObjectChange {

    /** Which one. */
    ObjectId id();

    /** One or more lines for people. */
    List<String> lines();

    /** It is not there, and would be. */
    record Created(ObjectId id) implements ObjectChange {
        @Override
        public List<String> lines() {
            return List.of(id.display() + " created");
        }
    }

    /** These fields would change. */
    record Configured(ObjectId id, List<FieldChange> fields) implements ObjectChange {
        /** Copies the list. */
        public Configured {
            fields = List.copyOf(fields);
        }

        @Override
        public List<String> lines() {
            return Stream.concat(
                            Stream.of(id.display() + " configured"),
                            fields.stream().map(FieldChange::line))
                    .toList();
        }
    }

    /** It would be deleted and made again, because a field cannot be changed. */
    record Replaced(ObjectId id) implements ObjectChange {
        @Override
        public List<String> lines() {
            return List.of(id.display() + " replaced");
        }
    }

    /** It would be deleted. */
    record Deleted(ObjectId id) implements ObjectChange {
        @Override
        public List<String> lines() {
            return List.of(id.display() + " deleted");
        }
    }
}

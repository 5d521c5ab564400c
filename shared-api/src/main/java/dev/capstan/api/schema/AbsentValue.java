package dev.capstan.api.schema;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link ExactRecord} leaves out; Jackson asks whether a value equals this. */
public final class AbsentValue {
    /** Made by Jackson. */
    AbsentValue() {}

    @Override
    public boolean equals(@Nullable Object value) {
        return value == null
                || (value instanceof Collection<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    @Override
    public int hashCode() {
        return 0;
    }
}

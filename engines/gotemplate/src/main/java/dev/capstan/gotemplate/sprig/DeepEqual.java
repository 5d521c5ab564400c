package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.value.GoField;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code reflect.DeepEqual}: the same types all the way down, and the same content; NaN equals nothing. */
final class DeepEqual {

    private final Bounds bounds;
    private final ValueDepth depth = new ValueDepth();

    private DeepEqual(Bounds bounds) {
        this.bounds = bounds;
    }

    static boolean test(@Nullable Object left, @Nullable Object right, Bounds bounds) {
        return new DeepEqual(bounds).test(left, right);
    }

    private boolean test(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right;
        }
        if (!Objects.equals(GoType.of(left), GoType.of(right))) {
            return false;
        }
        return switch (left) {
            case Map<?, ?> map -> right instanceof Map<?, ?> other && maps(map, other);
            case List<?> list -> right instanceof List<?> other && lists(list, other);
            case byte[] bytes -> right instanceof byte[] other && Arrays.equals(bytes, other);
            case Double number -> number.doubleValue() == (Double) right;
            case Float number -> number.floatValue() == (Float) right;
            case GoStruct struct when right instanceof GoStruct other && !left.equals(right) -> structs(struct, other);
            case GoFunction _ -> false;
            default -> left.equals(right);
        };
    }

    private boolean maps(Map<?, ?> left, Map<?, ?> right) {
        if (left == right) {
            return true;
        }
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            bounds.step();
            if (!right.containsKey(entry.getKey()) || !nested(entry.getValue(), right.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private boolean lists(List<?> left, List<?> right) {
        if (left == right) {
            return true;
        }
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            bounds.step();
            if (!nested(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean structs(GoStruct left, GoStruct right) {
        List<GoField> fields = left.structType().fields();
        if (fields.stream().noneMatch(GoField::isExported)) {
            return false;
        }
        for (GoField field : fields) {
            if (field.isExported() && !nested(left.field(field.name()), right.field(field.name()))) {
                return false;
            }
        }
        return true;
    }

    private boolean nested(@Nullable Object left, @Nullable Object right) {
        depth.enter();
        boolean equal = test(left, right);
        depth.leave();
        return equal;
    }
}

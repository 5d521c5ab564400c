package dev.capstan.gotemplate;

import static dev.capstan.gotemplate.value.GoType.ANY;
import static dev.capstan.gotemplate.value.GoType.BOOL;
import static dev.capstan.gotemplate.value.GoType.FLOAT64;
import static dev.capstan.gotemplate.value.GoType.INT;
import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoField;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Int;
import dev.capstan.gotemplate.value.StructMap;
import dev.capstan.gotemplate.value.TypedList;
import dev.capstan.gotemplate.value.TypedMap;
import dev.capstan.gotemplate.value.TypedNil;
import dev.capstan.gotemplate.value.Unsigned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values and functions of the tests, the same as those of the Go program in the folder {@code peer}. */
public final class TestValues {

    private static final GoType POINT = GoType.struct("main.point", new GoField("X", INT), new GoField("Y", INT));
    private static final GoType PLAIN = GoType.struct(
            "main.plain",
            new GoField("Name", STRING),
            new GoField("Size", INT),
            new GoField("Any", ANY),
            new GoField("hidden", STRING),
            new GoField("Spot", POINT),
            new GoField("Tags", GoType.STRINGS));

    private static final GoFunction REPEAT =
            GoFunction.of((a, _) -> a.text(0) + a.integer(1), STRING, INT).returning(STRING);

    private TestValues() {}

    public static Map<String, @Nullable Object> data() {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("s", "hello");
        data.put("e", "");
        data.put("u", "héllo wörld 😀");
        data.put("raw", GoString.of(new byte[] {'a', (byte) 0xff, 'b'}));
        data.put("i", Int.of(42));
        data.put("neg", Int.of(-7));
        data.put("z", Int.of(0));
        data.put("i64", 9007199254740993L);
        data.put("i8", (byte) -5);
        data.put("i32", 65);
        data.put("u8", Unsigned.uint8(200));
        data.put("u64", Unsigned.uint64(-1));
        data.put("uint", Unsigned.of(GoType.UINT, 7));
        data.put("f", 1.5);
        data.put("big", 1e21);
        data.put("small", 1e-7);
        data.put("mil", 1e6);
        data.put("fz", 0.0);
        data.put("f32", 0.1f);
        data.put("t", true);
        data.put("ff", false);
        data.put("nil", null);
        data.put("l", list("a", Int.of(1), 2.5, null, true));
        data.put("el", list());
        data.put("ss", TypedList.strings(List.of("x", "y")));
        data.put("is", new TypedList(GoType.sliceOf(INT), List.of(Int.of(3), Int.of(1), Int.of(2))));
        data.put("by", new byte[] {'b', 'y', 't', 'e', 's', 0, (byte) 0xff});
        data.put("m", dict("a", Int.of(1), "b", dict("c", "deep", "d", list(Int.of(1), "x")), "nil", null, "é", 1.0));
        data.put("em", dict());
        data.put("sm", new TypedMap(GoType.STRING_MAP, dict("k", "v", "j", "w")));
        data.put("v", new Vals(dict("x", Int.of(1), "y", "two")));
        data.put("st", new Plain());
        data.put("ns", new TypedNil(GoType.pointerTo(PLAIN)));
        data.put("nl", TypedNil.LIST);
        data.put("nm", TypedNil.MAP);
        data.put("sp", new Span());
        data.put("pm", points());
        return data;
    }

    private static StructMap points() {
        return new StructMap(
                POINT,
                GoType.mapOf(POINT, STRING),
                List.of(new StructMap.Entry(new Point(1, 3), "low"), new StructMap.Entry(new Point(2, -1), "high")));
    }

    private static List<@Nullable Object> list(@Nullable Object... elements) {
        return new ArrayList<>(Arrays.asList(elements));
    }

    private static Map<String, @Nullable Object> dict(@Nullable Object... entries) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) Objects.requireNonNull(entries[i]), entries[i + 1]);
        }
        return map;
    }

    public static Functions functions() {
        Map<String, GoFunction> all = new HashMap<>();
        all.put("list", GoFunction.variadic((a, _) -> new ArrayList<>(a.from(0)), ANY));
        all.put("dict", GoFunction.variadic((a, _) -> dictOf(a.from(0)), ANY));
        all.put(
                "fail",
                GoFunction.of(
                        (a, _) -> {
                            throw new FunctionException(a.text(0));
                        },
                        STRING));
        all.put("nothing", GoFunction.of((_, _) -> null));
        all.put("int64", GoFunction.of((a, _) -> a.integer(0), INT));
        all.put("float", GoFunction.of((a, _) -> a.decimal(0), FLOAT64));
        all.put("uint8", GoFunction.of((a, _) -> a.any(0), GoType.UINT8));
        all.put("bool", GoFunction.of((a, _) -> a.bool(0), BOOL));
        all.put("size", GoFunction.of((a, _) -> Int.of(a.map(0).size()), GoType.MAP));
        all.put("count", GoFunction.of((a, _) -> Int.of(a.list(0).size()), GoType.LIST));
        all.put(
                "join",
                GoFunction.variadic(
                        (a, _) -> a.from(1).stream().map(String::valueOf).collect(Collectors.joining(a.text(0))),
                        STRING,
                        STRING));
        all.put("depth", GoFunction.of((a, _) -> Int.of(depth(a.any(0))), ANY));
        all.put("upper", GoFunction.of((a, _) -> a.text(0).toUpperCase(Locale.ROOT), STRING));
        all.put("include", GoFunction.of((a, run) -> run.execute(a.text(0), a.any(1)), STRING, ANY));
        return Functions.of(all);
    }

    private static int depth(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? 1 + map.values().stream().mapToInt(TestValues::depth).max().orElse(0)
                : 0;
    }

    private static Map<String, @Nullable Object> dictOf(List<@Nullable Object> values) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = 0; i + 1 < values.size(); i += 2) {
            if (values.get(i) instanceof String key) {
                map.put(key, values.get(i + 1));
            }
        }
        return map;
    }

    private static final class Vals extends TypedMap {

        Vals(Map<String, @Nullable Object> entries) {
            super(GoType.named("main.vals", GoType.MAP), entries);
        }

        @Override
        public @Nullable GoFunction method(String name) {
            return name.equals("Keys") ? GoFunction.of((_, _) -> Int.of(size())) : null;
        }
    }

    private static final class Span implements GoObject {

        @Override
        public GoType type() {
            return GoType.named("main.span", GoType.INT64);
        }

        @Override
        public Object underlying() {
            return -1500L;
        }

        @Override
        public String text() {
            return "span!";
        }

        @Override
        public @Nullable GoFunction method(String name) {
            return name.equals("String") ? GoFunction.of((_, _) -> text()) : null;
        }
    }

    private record Point(int x, int y) implements GoStruct {

        @Override
        public GoType type() {
            return POINT;
        }

        @Override
        public @Nullable Object field(String name) {
            return Int.of(name.equals("X") ? x : y);
        }

        @Override
        public String textInPlace() {
            return "point!";
        }

        @Override
        public @Nullable GoFunction method(String name) {
            return name.equals("String") ? GoFunction.of((_, _) -> textInPlace()) : null;
        }
    }

    private static final class Plain implements GoStruct {

        private static final Map<String, @Nullable Object> FIELDS = dict(
                "Name",
                "n",
                "Size",
                Int.of(3),
                "Any",
                null,
                "hidden",
                "h",
                "Spot",
                new Point(1, 2),
                "Tags",
                TypedList.strings(List.of("p", "q")));

        @Override
        public GoType type() {
            return GoType.pointerTo(PLAIN);
        }

        @Override
        public @Nullable Object field(String name) {
            return FIELDS.get(name);
        }

        @Override
        public @Nullable GoFunction method(String name) {
            return switch (name) {
                case "Maker" -> GoFunction.of((_, _) -> REPEAT);
                case "Hello" -> GoFunction.of((_, _) -> "hello n");
                case "Add" -> GoFunction.of((a, _) -> Int.of(a.integer(0) + a.integer(1)), INT, INT);
                case "Join" -> GoFunction.variadic((a, _) -> a.text(0) + ":" + (a.size() - 1), STRING, ANY);
                case "Fail" ->
                    GoFunction.of(
                            (a, _) -> {
                                throw new FunctionException("failed: " + a.text(0));
                            },
                            STRING);
                case "Take" -> GoFunction.of((a, _) -> Int.of(a.map(0).size()), GoType.MAP);
                default -> null;
            };
        }
    }
}

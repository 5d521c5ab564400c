package dev.capstan.argo.set.text;

import dev.capstan.gotemplate.Functions;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.sprig.EncodedValues;
import dev.capstan.gotemplate.sprig.Sprig;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Int;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import dev.capstan.yaml.UnwritableValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions of templates of sets: those of sprig that tell nothing of the process and its network, and five of Argo CD. */
final class SetFunctions {
    private static final Limits YAML = new Limits(4 << 20, 256, 100_000);
    private static final int SLUG_LENGTH = 50;

    static final Functions ALL = Functions.of(Sprig.functions())
            .without(Set.of("env", "expandenv", "getHostByName"))
            .with(Map.of(
                    "normalize", GoFunction.of((a, _) -> Names.normalized(a.text(0)), GoType.STRING),
                    "slugify", GoFunction.variadic((a, _) -> slugify(a), GoType.ANY),
                    "toYaml", GoFunction.of((a, run) -> toYaml(a.any(0), run), GoType.ANY),
                    "fromYaml", GoFunction.of(SetFunctions::fromYaml, GoType.STRING),
                    "fromYamlArray", GoFunction.of(SetFunctions::fromYamlArray, GoType.STRING)));

    private SetFunctions() {}

    /** {@code slugify [length [smart]] name}. */
    private static String slugify(Arguments arguments) {
        int last = arguments.size() - 1;
        if (last < 0) {
            return "";
        }
        if (!(arguments.any(last) instanceof String name)) {
            throw new FunctionException("slugify needs a text as its last argument");
        }
        if (last > 0 && !(arguments.any(0) instanceof Int)) {
            throw new FunctionException("slugify needs a length as its first argument: slugify 23 true .branch");
        }
        if (last > 1 && !(arguments.any(1) instanceof Boolean)) {
            throw new FunctionException("slugify needs true or false as its second argument: slugify 23 true .branch");
        }
        long length = last > 0 ? arguments.integer(0) : SLUG_LENGTH;
        boolean cutsAtHyphen = last <= 1 || arguments.bool(1);
        return Slug.of(Names.normalized(name), Math.clamp(length, 0, Names.LONGEST), cutsAtHyphen);
    }

    private static String toYaml(@Nullable Object value, Execution run) {
        try {
            String text = PlainYaml.write(value, PlainYaml.Form.KUBERNETES, new EncodedValues(run.bounds()));
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (UnwritableValueException unwritable) {
            throw new FunctionException(unwritable.getMessage());
        }
    }

    private static Object fromYaml(Arguments arguments, Execution run) {
        try {
            var map = PlainYaml.readMap(counted(arguments, run), YAML);
            return map == null ? new LinkedHashMap<>() : map;
        } catch (GoDecodeException unreadable) {
            throw new FunctionException(unreadable.getMessage());
        }
    }

    private static Object fromYamlArray(Arguments arguments, Execution run) {
        try {
            var list = PlainYaml.readList(counted(arguments, run), YAML);
            return list == null ? new ArrayList<>() : list;
        } catch (GoDecodeException unreadable) {
            throw new FunctionException(unreadable.getMessage());
        }
    }

    /** Values take more room than their text. */
    private static String counted(Arguments arguments, Execution run) {
        String text = arguments.text(0);
        run.bounds().value(4L * GoString.length(text));
        return text;
    }
}

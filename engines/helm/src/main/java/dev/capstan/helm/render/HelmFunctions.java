package dev.capstan.helm.render;

import dev.capstan.gotemplate.Functions;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.failure.TemplateExecException;
import dev.capstan.gotemplate.failure.TemplateParseException;
import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.sprig.Sprig;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of templates: those of sprig, and Helm's own, which go before them. */
final class HelmFunctions {
    /** Around a message that a template fails with on purpose, so that nothing but it is shown. */
    static final String MESSAGE_START = "HELM_ERR_START";

    static final String MESSAGE_END = "HELM_ERR_END";

    /** What Go prints for a value that is not there, and Helm takes away. */
    static final String NO_VALUE = "<no value>";

    /** The name of the set of templates, which messages show. */
    static final String SET = "gotpl";

    static final Functions ALL = Functions.of(Sprig.functions()).with(own());

    private HelmFunctions() {}

    private static Map<String, GoFunction> own() {
        Map<String, GoFunction> functions = new HashMap<>();
        functions.put("include", GoFunction.of(HelmFunctions::include, GoType.STRING, GoType.ANY));
        functions.put("tpl", GoFunction.of(HelmFunctions::tpl, GoType.STRING, GoType.ANY));
        functions.put("required", GoFunction.of(HelmFunctions::required, GoType.STRING, GoType.ANY));
        functions.put("fail", GoFunction.of(HelmFunctions::fail, GoType.STRING));
        functions.put(
                "lookup",
                GoFunction.of(HelmFunctions::lookup, GoType.STRING, GoType.STRING, GoType.STRING, GoType.STRING));
        functions.put("getHostByName", GoFunction.of((_, _) -> "", GoType.STRING));
        functions.put("toYaml", GoFunction.of((a, run) -> Encoders.toYaml(a.any(0), run), GoType.ANY));
        functions.put("mustToYaml", GoFunction.of((a, run) -> Encoders.mustToYaml(a.any(0), run), GoType.ANY));
        functions.put("toYamlPretty", GoFunction.of((a, run) -> Encoders.toYamlPretty(a.any(0), run), GoType.ANY));
        functions.put("fromYaml", GoFunction.of(Encoders::fromYaml, GoType.STRING));
        functions.put("fromYamlArray", GoFunction.of(Encoders::fromYamlArray, GoType.STRING));
        functions.put("toJson", GoFunction.of((a, run) -> Encoders.toJson(a.any(0), run), GoType.ANY));
        functions.put("mustToJson", GoFunction.of((a, run) -> Encoders.mustToJson(a.any(0), run), GoType.ANY));
        functions.put("fromJson", GoFunction.of(Encoders::fromJson, GoType.STRING));
        functions.put("fromJsonArray", GoFunction.of(Encoders::fromJsonArray, GoType.STRING));
        DurationFunctions.addTo(functions);
        TomlFunctions.addTo(functions);
        return functions;
    }

    private static String include(Arguments arguments, Execution run) {
        String name = arguments.text(0);
        var depth = run.service(IncludeDepth.class);
        depth.enter(name);
        try {
            return run.execute(name, arguments.any(1));
        } finally {
            depth.leave(name);
        }
    }

    private static String tpl(Arguments arguments, Execution run) {
        String text = arguments.text(0);
        try {
            return run.evaluate(SET, text, arguments.any(1)).replace(NO_VALUE, "");
        } catch (TemplateParseException e) {
            throw new FunctionException("cannot parse template " + quoted(text, run) + ": " + e.getMessage(), e);
        } catch (TemplateExecException e) {
            throw new FunctionException(
                    "error during tpl function execution for " + quoted(text, run) + ": " + e.getMessage(), e);
        }
    }

    private static String quoted(String text, Execution run) {
        return GoFormat.printf("%q", List.of(text), run.bounds());
    }

    private static @Nullable Object required(Arguments arguments, Execution run) {
        Object value = arguments.any(1);
        if (value == null || value.equals("")) {
            throw message(arguments.text(0));
        }
        return value;
    }

    private static Object fail(Arguments arguments, Execution run) {
        throw message(arguments.text(0));
    }

    private static FunctionException message(String text) {
        return new FunctionException(MESSAGE_START + text + MESSAGE_END);
    }

    private static Object lookup(Arguments arguments, Execution run) {
        return run.service(LookupSession.class)
                .find(arguments.text(0), arguments.text(1), arguments.text(2), arguments.text(3));
    }
}

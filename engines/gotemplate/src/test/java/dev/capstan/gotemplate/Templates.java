package dev.capstan.gotemplate;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.exec.MissingKey;
import dev.capstan.gotemplate.failure.TemplateException;
import dev.capstan.gotemplate.parse.TemplateSet;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one text over the values of the tests. */
public final class Templates {

    private static final TemplateParser PARSER = new TemplateParser(TestValues.functions()
            .with(Map.of(
                    "tpl",
                    GoFunction.of((a, run) -> run.evaluate("tpl", a.text(0), a.any(1)), GoType.STRING, GoType.ANY))));

    private Templates() {}

    public static String render(String text) {
        return render(text, TestValues.data(), MissingKey.DEFAULT, Limits.STANDARD);
    }

    public static String render(String text, MissingKey missingKey) {
        return render(text, TestValues.data(), missingKey, Limits.STANDARD);
    }

    public static String render(String text, Limits limits) {
        return render(text, TestValues.data(), MissingKey.DEFAULT, limits);
    }

    private static String render(String text, @Nullable Object data, MissingKey missingKey, Limits limits) {
        return run(text).missingKey(missingKey).bounds(Bounds.start(limits)).execute("x", data);
    }

    public static TemplateRun run(String text) {
        return new TemplateRun(TemplateSet.of(List.of(PARSER.parse("x", text))), PARSER).name("set");
    }

    /** What the failure of the text says. */
    public static String failure(String text) {
        try {
            return "no failure, but: " + render(text);
        } catch (TemplateException failure) {
            return failure.getMessage();
        }
    }
}

package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.Functions;
import dev.capstan.gotemplate.TemplateParser;
import dev.capstan.gotemplate.TemplateRun;
import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.exec.MissingKey;
import dev.capstan.gotemplate.parse.TemplateSet;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs templates with the functions of sprig. */
final class SprigRun {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-29T03:04:05.678Z"), ZoneOffset.UTC);

    private static final TemplateParser PARSER = new TemplateParser(Functions.of(Sprig.functions()));

    private SprigRun() {}

    static String text(String name, String template, @Nullable Object data) {
        return text(name, template, data, Limits.STANDARD);
    }

    static String text(String name, String template, @Nullable Object data, Limits limits) {
        TemplateSet set = TemplateSet.of(List.of(PARSER.parse(name, template)));
        return new TemplateRun(set, PARSER)
                .service(Clock.class, CLOCK)
                .service(SecureRandom.class, new SecureRandom())
                .missingKey(MissingKey.ZERO)
                .bounds(Bounds.start(limits))
                .execute(name, data);
    }

    /** What one expression prints. */
    static String eval(String expression) {
        return text("t", "{{ " + expression + " }}", Map.of());
    }
}

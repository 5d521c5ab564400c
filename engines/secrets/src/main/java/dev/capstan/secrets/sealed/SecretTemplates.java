package dev.capstan.secrets.sealed;

import dev.capstan.gotemplate.Functions;
import dev.capstan.gotemplate.TemplateParser;
import dev.capstan.gotemplate.TemplateRun;
import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.exec.MissingKey;
import dev.capstan.gotemplate.failure.BoundsExceededException;
import dev.capstan.gotemplate.failure.TemplateException;
import dev.capstan.gotemplate.failure.TemplateParseException;
import dev.capstan.gotemplate.parse.TemplateSet;
import dev.capstan.gotemplate.sprig.Sprig;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Templates of SealedSecrets: texts with the unsealed values in them. They read neither the environment nor files nor names of hosts (D-066). What
 * is said of one that fails is only of which kind the failure is, as its text may quote values.
 */
public final class SecretTemplates {
    private final TemplateParser parser;
    private final SecureRandom random;
    private final Clock clock;
    private final Limits limits;

    /** @param limits of each template */
    public SecretTemplates(SecureRandom random, Clock clock, Limits limits) {
        var functions = new HashMap<String, GoFunction>(Sprig.functions());
        List.of("env", "expandenv", "getHostByName").forEach(functions::remove);
        this.parser = new TemplateParser(Functions.of(functions));
        this.random = random;
        this.clock = clock;
        this.limits = limits;
    }

    /** Runs all texts; what cannot be run is put to the problems. */
    Map<String, byte[]> run(YamlMap texts, Map<String, byte[]> values, Map<String, String> problems) {
        var root = new LinkedHashMap<String, Object>();
        new TreeMap<>(values).forEach((key, value) -> root.put(key, new String(value, StandardCharsets.UTF_8)));
        var made = new TreeMap<String, byte[]>();
        for (String key : texts.keys()) {
            try {
                made.put(key, run(key, Sealer.text(texts, key), root).getBytes(StandardCharsets.UTF_8));
            } catch (TemplateException e) {
                problems.put(key, problem(e));
            }
        }
        return made;
    }

    private String run(String name, String text, Map<String, Object> root) {
        var file = parser.parse(name, text);
        return new TemplateRun(TemplateSet.of(List.of(file)), parser)
                .missingKey(MissingKey.ZERO)
                .bounds(Bounds.start(limits))
                .service(Clock.class, clock)
                .service(SecureRandom.class, random)
                .execute(name, root);
    }

    private static String problem(TemplateException e) {
        return switch (e) {
            case TemplateParseException parse -> "its template cannot be read: " + parse.getMessage();
            case BoundsExceededException _ -> "its template takes more time or memory than it may";
            default -> "its template fails on the unsealed values";
        };
    }
}

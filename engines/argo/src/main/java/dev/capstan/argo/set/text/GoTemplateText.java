package dev.capstan.argo.set.text;

import dev.capstan.argo.set.value.GenerationBudget;
import dev.capstan.argo.set.value.GenerationException;
import dev.capstan.gotemplate.TemplateParser;
import dev.capstan.gotemplate.TemplateRun;
import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.exec.MissingKey;
import dev.capstan.gotemplate.failure.TemplateException;
import dev.capstan.gotemplate.failure.TemplateParseException;
import dev.capstan.gotemplate.parse.ParsedFile;
import dev.capstan.gotemplate.parse.TemplateSet;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The language of Go's text/template, with the functions of sprig and those of {@link SetFunctions}. For one thread. */
public final class GoTemplateText implements TemplateText {
    /** The name of every text, which messages show. */
    private static final String NAME = "base";

    private static final TemplateParser PARSER = new TemplateParser(SetFunctions.ALL);
    private static final String MISSING_KEY = "missingkey=";
    private static final int SHOWN = 300;
    private static final int MOST_KEPT = 2_000;

    /** What one text may take; all together have the budget of the set. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), 1_000, 4 << 20, 4 << 20, 32 << 20);

    private final MissingKey missingKey;
    private final Clock clock;
    private final SecureRandom random;
    private final GenerationBudget budget;
    private final Map<String, ParsedFile> parsed = new HashMap<>();

    /**
     * Replaces within a budget.
     *
     * @param options those of the set, such as {@code missingkey=error}; of several the last holds
     * @throws GenerationException when there is no such option
     */
    public GoTemplateText(List<String> options, Clock clock, SecureRandom random, GenerationBudget budget) {
        MissingKey answer = MissingKey.DEFAULT;
        for (String option : options) {
            answer = missingKey(option);
        }
        this.missingKey = answer;
        this.clock = clock;
        this.random = random;
        this.budget = budget;
    }

    private static MissingKey missingKey(String option) {
        return switch (option) {
            case MISSING_KEY + "default", MISSING_KEY + "invalid" -> MissingKey.DEFAULT;
            case MISSING_KEY + "zero" -> MissingKey.ZERO;
            case MISSING_KEY + "error" -> MissingKey.ERROR;
            default ->
                throw new GenerationException("goTemplateOptions has '" + shown(option)
                        + "', which is no option; use missingkey=default, missingkey=zero or missingkey=error");
        };
    }

    @Override
    public boolean isStructured() {
        return true;
    }

    @Override
    public String replace(String text, Map<String, @Nullable Object> parameters) {
        if (!text.contains("{{")) {
            return text;
        }
        ParsedFile file = parse(text);
        try {
            return run(file, parameters, missingKey);
        } catch (TemplateException failure) {
            throw failed(text, failure);
        }
    }

    @Override
    public Optional<String> replaceIfKnown(String text, Map<String, @Nullable Object> parameters) {
        if (!text.contains("{{")) {
            return Optional.of(text);
        }
        ParsedFile file = parse(text);
        try {
            return Optional.of(run(file, parameters, MissingKey.ERROR));
        } catch (TemplateException failure) {
            if (isUnknownName(failure.getMessage())) {
                return Optional.empty();
            }
            throw failed(text, failure);
        }
    }

    private static boolean isUnknownName(String message) {
        return message.contains("map has no entry for key") || message.contains("can't evaluate field");
    }

    private ParsedFile parse(String text) {
        ParsedFile known = parsed.get(text);
        if (known != null) {
            return known;
        }
        try {
            ParsedFile file = PARSER.parse(NAME, text);
            if (parsed.size() < MOST_KEPT) {
                parsed.put(text, file);
            }
            return file;
        } catch (TemplateParseException failure) {
            throw new GenerationException(
                    "the template " + shown(text) + " cannot be read: " + shown(failure.getMessage()));
        }
    }

    private String run(ParsedFile file, Map<String, @Nullable Object> parameters, MissingKey answer) {
        String written = new TemplateRun(TemplateSet.of(List.of(file)), PARSER)
                .name(NAME)
                .missingKey(answer)
                .bounds(Bounds.start(LIMITS, System::nanoTime, budget::isTimeOver))
                .service(Clock.class, clock)
                .service(SecureRandom.class, random)
                .execute(NAME, parameters);
        budget.rendered(written.length());
        return written;
    }

    private static GenerationException failed(String text, TemplateException failure) {
        return new GenerationException(
                "the template " + shown(text) + " cannot be filled in: " + shown(failure.getMessage()));
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}

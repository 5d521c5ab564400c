package dev.capstan.image.automation.message;

import dev.capstan.gotemplate.Functions;
import dev.capstan.gotemplate.TemplateParser;
import dev.capstan.gotemplate.TemplateRun;
import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.failure.TemplateException;
import dev.capstan.gotemplate.parse.TemplateSet;
import dev.capstan.gotemplate.sprig.Sprig;
import dev.capstan.gotemplate.value.GoStruct;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Makes messages of commits. Templates have the functions of sprig whose answer depends on nothing but their arguments, and a run is
 * bounded in time and size, so that none reads this machine and none runs for ever.
 */
public final class CommitMessage {
    /** The message where nobody says another. */
    public static final String STANDARD = "Update from image update automation";

    private static final String NAME = "commit message";

    /** What sprig itself counts as depending on more than its arguments. */
    private static final Set<String> NOT_HERMETIC = Set.of(
            "date",
            "date_in_zone",
            "date_modify",
            "now",
            "htmlDate",
            "htmlDateInZone",
            "dateInZone",
            "dateModify",
            "randAlphaNum",
            "randAlpha",
            "randAscii",
            "randNumeric",
            "randBytes",
            "randInt",
            "uuidv4",
            "env",
            "expandenv",
            "getHostByName");

    private static final TemplateParser PARSER =
            new TemplateParser(Functions.of(Sprig.functions()).without(NOT_HERMETIC));

    private static final Limits LIMITS = Limits.STANDARD
            .withTime(Duration.ofSeconds(2))
            .withOutputBytes(64 << 10)
            .withValueBytes(1 << 20, 8 << 20);

    private final Clock clock;
    private final SecureRandom random;

    /** What came of a template. */
    public sealed interface Made {
        /** The text. */
        record Text(String text) implements Made {}

        /** The template cannot be read, or failed; {@code why} says where. */
        record Failed(String why) implements Made {}
    }

    /**
     * Messages of this process.
     *
     * @param clock for functions that compare times
     * @param random for functions that make keys
     */
    public CommitMessage(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * The message for a commit.
     *
     * @param template a Go template; one that is empty, or writes nothing but white space, stands for {@link #STANDARD}
     */
    public Made of(String template, MessageData data) {
        return switch (render(template, data)) {
            case Made.Text(String text) when text.isBlank() -> new Made.Text(STANDARD);
            case Made made -> made;
        };
    }

    /** What a template writes about the changes, which may be nothing. */
    public Made render(String template, MessageData data) {
        GoStruct root = TemplateRoot.of(data);
        try {
            var set = TemplateSet.of(List.of(PARSER.parse(NAME, template)));
            String text = new TemplateRun(set, PARSER)
                    .service(Clock.class, clock)
                    .service(SecureRandom.class, random)
                    .bounds(Bounds.start(LIMITS))
                    .execute(NAME, root);
            return new Made.Text(text.replace("\0", ""));
        } catch (TemplateException failed) {
            return new Made.Failed(failed.getMessage());
        }
    }
}

package dev.capstan.gotemplate.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.capstan.gotemplate.TemplateParser;
import dev.capstan.gotemplate.TemplateRun;
import dev.capstan.gotemplate.TestValues;
import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.exec.MissingKey;
import dev.capstan.gotemplate.failure.TemplateException;
import dev.capstan.gotemplate.parse.TemplateSet;
import dev.capstan.gotemplate.value.GoString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Runs random templates with Go's own text/template and with ours. 200 of them, or as many as the property
 * {@code differential.cases} says; the Maven profile {@code nightly} runs 5,000.
 */
class GoDifferentialIT {

    private static final int CASES = Integer.getInteger("differential.cases", 200);
    private static final long SEED = Long.getLong("differential.seed", 20_261_129);

    /** Of a function, which is the same in every run. */
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{6,12}");

    private final TemplateParser parser = new TemplateParser(TestValues.functions());

    @Test
    void saysWhatGoSays() throws IOException, InterruptedException {
        GoPeer.Search search = GoPeer.find();
        if (!(search instanceof GoPeer.Search.Found found)) {
            abort(((GoPeer.Search.Missing) search).reason());
            return;
        }
        List<String> differences = new ArrayList<>();

        try (GoPeer peer = new GoPeer(found.program())) {
            for (int i = 0; i < CASES; i++) {
                String template = new RandomTemplate(SEED + i).next();
                MissingKey missingKey = MissingKey.values()[i % MissingKey.values().length];
                String option = missingKey.name().toLowerCase(Locale.ROOT);
                GoPeer.Answer answer = peer.run(GoString.bytes(template), option);
                GoPeer.Answer again = peer.run(GoString.bytes(template), option);
                // Addresses of values differ from time to time, and texts without end cannot be compared.
                if (!again.isLike(answer) || answer.error().contains("too much output")) {
                    continue;
                }
                String theirs = answer.error().isEmpty() ? GoString.of(answer.output()) : answer.error();
                String ours = GoString.of(GoString.bytes(run(template, missingKey)));
                if (!comparable(theirs).equals(comparable(ours))) {
                    differences.add("seed " + (SEED + i) + " " + missingKey + "\n" + template + "\nGo:   " + theirs
                            + "\nours: " + ours);
                }
            }
        }

        assertThat(differences).isEmpty();
    }

    /** Addresses are ours or theirs, and JSON has no bytes that are not UTF-8. */
    private static String comparable(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().map(c -> GoString.isEscape(c) ? 0xFFFD : c).forEach(plain::appendCodePoint);
        return ADDRESS.matcher(plain).replaceAll("ADDRESS");
    }

    private String run(String template, MissingKey missingKey) {
        try {
            TemplateSet set = TemplateSet.of(List.of(parser.parse("dir/main.yaml", template)));
            return new TemplateRun(set, parser)
                    .name("set")
                    .missingKey(missingKey)
                    .bounds(Bounds.start(Limits.STANDARD.withOutputBytes(1 << 20)))
                    .execute("dir/main.yaml", TestValues.data());
        } catch (TemplateException failure) {
            return failure.getMessage();
        }
    }
}

package dev.capstan.gotemplate;

import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.differential.RandomTemplate;
import dev.capstan.gotemplate.failure.TemplateException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the text, there is output or a failure of the template; never anything else. */
class FuzzTest {

    private static final Limits TIGHT = Limits.STANDARD
            .withTime(Duration.ofSeconds(1))
            .withOutputBytes(1 << 16)
            .withValueBytes(1 << 20, 1 << 24);
    private static final String PIECES = "{{}}-- |()\"'`$.:=,\\\n%/*0123xabnil";

    @Test
    void failsOnlyAsTemplatesFail() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(new RandomTemplate(i).next());
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutate(text, random);
            }
            try {
                Templates.render(text.toString(), TIGHT);
            } catch (TemplateException _) {
                continue;
            } catch (RuntimeException | Error failure) {
                throw new AssertionError("seed " + i + ": " + text, failure);
            }
        }
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
            case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
            case 2 -> text.insert(at, (char) random.nextInt(0x10000));
            default -> text.insert(at, text.substring(0, random.nextInt(text.length() + 1)));
        }
    }
}

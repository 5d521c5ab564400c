package dev.capstan.secrets.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.age.AgeException;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.pgp.PgpKeys;
import dev.capstan.testkit.sops.SopsProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random files go to the real program and come back. {@code -Ddifferential.cases} says how many; {@code -Ddifferential.first} where to begin. */
class SopsDifferentialIT {
    private static final Pattern VALUE = Pattern.compile("ENC\\[AES256_GCM,[^\\]]*,type:([a-z]+)\\]");
    private static final Pattern TIME = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final Pattern AGE = Pattern.compile("(?s)-----BEGIN AGE.*?END AGE ENCRYPTED FILE-----");

    @TempDir
    private Path folder;

    @Test
    void exchangesFilesWithTheRealProgram() throws AgeException {
        int cases = Integer.getInteger("differential.cases", 200);
        int first = Integer.getInteger("differential.first", 0);
        var generated = AgeIdentities.generate(new SecureRandom());
        var real = new RealSops(SopsProgram.orSkip(), folder, generated.secretKey());
        var ours = new Sops(TestKeys.of(List.of(AgeIdentities.parse("test", generated.secretKey())), PgpKeys.none()));

        var wrong = new ArrayList<String>();
        for (int seed = first; seed < first + cases; seed++) {
            var one = new Exchange(real, ours, generated.recipient(), seed);
            one.difference().ifPresent(what -> wrong.add(one.described() + "\n" + what));
        }

        System.out.println("exchanged with sops: " + (cases - wrong.size()) + " of " + cases);
        assertThat(wrong).isEmpty();
    }

    /** One file there and back. */
    private static final class Exchange {
        private final RealSops real;
        private final Sops ours;
        private final String recipient;
        private final int seed;
        private final SopsFormat format;
        private final String name;
        private final byte[] plain;

        Exchange(RealSops real, Sops ours, String recipient, int seed) {
            this.real = real;
            this.ours = ours;
            this.recipient = recipient;
            this.seed = seed;
            var random = new SplittableRandom(seed);
            this.format = random.nextInt(2) == 0
                    ? SopsFormat.YAML
                    : SopsFormat.values()[random.nextInt(SopsFormat.values().length)];
            this.name = "file."
                    + switch (format) {
                        case YAML -> "yaml";
                        case JSON -> "json";
                        case DOTENV -> "env";
                        case INI -> "ini";
                        case BINARY -> "bin";
                    };
            this.plain = new RandomDocuments(random).text(format).getBytes(StandardCharsets.UTF_8);
        }

        String described() {
            return "seed " + seed + ", " + format + ":\n" + new String(plain, StandardCharsets.UTF_8);
        }

        Optional<String> difference() {
            write("plain-" + name, plain);
            var theirs = real.run("encrypt", "--age", recipient, "plain-" + name);
            var mine = ours.encrypt(
                    text(plain), EncryptionPlan.of(new KeyGroup(List.of(new MasterKey.Age(recipient, "")))));
            if (theirs.exit() != 0 || mine instanceof Outcome.Refused<byte[]>) {
                return theirs.exit() != 0 && mine instanceof Outcome.Refused<byte[]>
                        ? Optional.empty()
                        : Optional.of(
                                "encrypting: theirs " + theirs.exit() + " " + theirs.err() + ", ours " + shown(mine));
            }
            byte[] encrypted = mine.orElseThrow();
            return same("encrypted", masked(encrypted), masked(theirs.out()))
                    .or(() -> decrypted("of ours", encrypted))
                    .or(() -> decrypted("of theirs", theirs.out()))
                    .or(() -> rotated(theirs.out()))
                    .or(() -> seed % 4 == 0 && format != SopsFormat.BINARY
                            ? edited(encrypted, theirs.out())
                            : Optional.empty());
        }

        private Optional<String> decrypted(String what, byte[] encrypted) {
            write(name, encrypted);
            var theirs = real.run("decrypt", name);
            var mine = ours.decrypt(text(encrypted), MacCheck.REQUIRED);
            return theirs.exit() != 0
                    ? Optional.of("theirs does not decrypt " + what + ": " + theirs.err())
                    : mine instanceof Outcome.Refused<byte[]> refused
                            ? Optional.of("ours does not decrypt " + what + ": "
                                    + refused.failure().message())
                            : same("decrypted " + what, mine.orElseThrow(), theirs.out());
        }

        private Optional<String> rotated(byte[] encrypted) {
            return switch (ours.rotate(text(encrypted), MacCheck.REQUIRED, UnaryOperator.identity())) {
                case Outcome.Refused<byte[]> refused ->
                    Optional.of("rotate: " + refused.failure().message());
                case Outcome.Done<byte[]> done -> decrypted("after our rotation", done.value());
            };
        }

        /** The same value is set by us in their file and by them in ours. */
        private Optional<String> edited(byte[] mine, byte[] theirs) {
            String path = format == SopsFormat.INI ? "[\"new\"][\"key\"]" : "[\"new key\"]";
            var edited = ours.set(text(theirs), MacCheck.REQUIRED, path, "\"né w\"".getBytes(StandardCharsets.UTF_8));
            if (edited instanceof Outcome.Refused<?> refused) {
                return Optional.of("set: " + refused.failure().message());
            }
            write(name, mine);
            var set = real.run("set", name, path, "\"né w\"");
            byte[] setByThem = read(name);
            return set.exit() != 0
                    ? Optional.of("set by theirs: " + set.err())
                    : kept("of theirs", theirs, edited.orElseThrow().text())
                            .or(() -> decrypted("of ours, set by theirs", setByThem))
                            .or(() -> decrypted(
                                    "of theirs, set by ours",
                                    edited.orElseThrow().text()));
        }

        /** Encrypted values of before that are not there any more; the code is always another one. */
        private static Optional<String> kept(String what, byte[] before, byte[] after) {
            String text = new String(after, StandardCharsets.UTF_8);
            long gone = VALUE.matcher(new String(before, StandardCharsets.UTF_8))
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .filter(value -> !text.contains(value))
                    .count();
            return gone <= 1 ? Optional.empty() : Optional.of(gone + " values changed " + what);
        }

        private SopsText text(byte[] bytes) {
            return new SopsText(name, format, bytes);
        }

        private byte[] read(String file) {
            try {
                return Files.readAllBytes(real.folder().resolve(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void write(String file, byte[] bytes) {
            try {
                Files.write(real.folder().resolve(file), bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String shown(Outcome<byte[]> outcome) {
            return outcome instanceof Outcome.Refused<byte[]> refused
                    ? refused.failure().message()
                    : "done";
        }

        private static Optional<String> same(String what, byte[] mine, byte[] theirs) {
            String our = new String(mine, StandardCharsets.UTF_8);
            String their = new String(theirs, StandardCharsets.UTF_8);
            return our.equals(their) ? Optional.empty() : Optional.of(what + ", ours:\n" + our + "\ntheirs:\n" + their);
        }

        private static byte[] masked(byte[] encrypted) {
            String text =
                    VALUE.matcher(new String(encrypted, StandardCharsets.UTF_8)).replaceAll("ENC[$1]");
            text = TIME.matcher(AGE.matcher(text).replaceAll("AGE")).replaceAll("TIME");
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}

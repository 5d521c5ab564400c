package dev.capstan.cli.migrate.argo.proof;

import dev.capstan.cli.terminal.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A proof, for people. */
public final class ProofText {
    private static final int NAMED = 20;

    private final Proof proof;
    private final List<String> lines = new ArrayList<>();

    private ProofText(Proof proof) {
        this.proof = proof;
    }

    /** The lines. */
    public static List<String> of(Proof proof) {
        var text = new ProofText(proof);
        text.line(text.total());
        text.section("Cannot be compared", ApplicationProof::problems);
        text.section("Must come to its end first", it -> it.waitsFor().isEmpty() ? List.of() : List.of(it.waitsFor()));
        text.section("Would be written at once, by automated syncs", ApplicationProof::writes);
        text.section("Would be shown otherwise", it -> it.problems().isEmpty() ? it.differences() : List.of());
        text.section("Beside that", ApplicationProof::notes);
        return List.copyOf(text.lines);
    }

    private String total() {
        String all =
                "%s, %s".formatted(count(proof.applications().size(), "Application"), count(proof.objects(), "object"));
        if (proof.isClean()) {
            return all + ": nothing would be written, and every status stays as it is";
        }
        return all
                + ": %d would stay as they are, %d would not, or it cannot be told"
                        .formatted(number(ApplicationProof::isClean), number(it -> !it.isClean()));
    }

    private long number(Predicate<ApplicationProof> which) {
        return proof.applications().stream().filter(which).count();
    }

    private static String count(int number, String kind) {
        return number + " " + kind + (number == 1 ? "" : "s");
    }

    private void section(String title, Function<ApplicationProof, List<String>> content) {
        List<ApplicationProof> those = proof.applications().stream()
                .filter(it -> !content.apply(it).isEmpty())
                .toList();
        if (those.isEmpty()) {
            return;
        }
        line("");
        line("%s (%d)".formatted(title, those.size()));
        those.forEach(application -> {
            List<String> all = content.apply(application);
            line("  Application " + application.name());
            all.stream().limit(NAMED).forEach(it -> line("    " + it));
            if (all.size() > NAMED) {
                line("    and " + (all.size() - NAMED) + " more");
            }
        });
    }

    private void line(String text) {
        lines.add(PrintableText.of(text));
    }
}

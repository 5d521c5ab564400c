package dev.capstan.cli.migrate.argo.flux;

import dev.capstan.argo.proposal.Note;
import dev.capstan.argo.proposal.Note.Weight;
import dev.capstan.cli.terminal.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be said of a proposal, for people: the same of many objects is said once. */
final class ProposalText {
    private static final int NAMED = 6;
    private static final int LINES = 20;

    private final List<String> lines = new ArrayList<>();

    private ProposalText() {}

    /** The lines. */
    static List<String> of(ProvedProposal proved) {
        var text = new ProposalText();
        text.proofs(proved.proofs());
        List<Note> notes = proved.notes();
        text.notes("Has no counterpart", Weight.MISSING, notes);
        text.notes("To be done before it is applied", Weight.TODO, notes);
        text.notes("Works otherwise", Weight.DIFFERENT, notes);
        return List.copyOf(text.lines);
    }

    private void proofs(Map<String, Proof> proofs) {
        Map<String, List<String>> alike = new LinkedHashMap<>();
        proofs.forEach((application, proof) -> {
            if (proof instanceof Proof.Unproved) {
                alike.computeIfAbsent(proof.line(), _ -> new ArrayList<>()).add(application);
            } else {
                line(application + ": " + proof.line());
            }
            if (proof instanceof Proof.Different(int _, List<String> differences)) {
                differences.stream().limit(LINES).forEach(difference -> line("  " + difference));
                if (differences.size() > LINES) {
                    line("  and " + (differences.size() - LINES) + " more");
                }
            }
        });
        alike.forEach((what, applications) -> line(named(applications) + ": " + what));
    }

    private void notes(String title, Weight weight, List<Note> notes) {
        Map<String, List<String>> subjects = new LinkedHashMap<>();
        notes.stream()
                .filter(note -> note.weight() == weight)
                .forEach(note -> subjects.computeIfAbsent(note.what(), _ -> new ArrayList<>())
                        .add(note.subject()));
        if (!subjects.isEmpty()) {
            line("");
            line("%s (%d)".formatted(title, subjects.size()));
            subjects.forEach((what, those) -> line("  " + named(those) + ": " + what));
        }
    }

    private static String named(List<String> subjects) {
        int more = subjects.size() - NAMED;
        String first = String.join(", ", subjects.stream().limit(NAMED).toList());
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private void line(String text) {
        lines.add(PrintableText.of(text));
    }
}

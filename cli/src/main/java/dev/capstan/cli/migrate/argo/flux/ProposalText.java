package dev.capstan.cli.migrate.argo.flux;

import dev.capstan.argo.proposal.Note;
import dev.capstan.argo.proposal.Note.Weight;
import dev.capstan.cli.migrate.argo.SubjectLines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be said of a proposal, for people. */
final class ProposalText {
    private static final int LINES = 20;

    private final SubjectLines text = new SubjectLines();

    private ProposalText() {}

    /** The lines. */
    static List<String> of(ProvedProposal proved) {
        var all = new ProposalText();
        all.proofs(proved.proofs());
        List<Note> notes = proved.notes();
        all.notes("Has no counterpart", Weight.MISSING, notes);
        all.notes("To be done before it is applied", Weight.TODO, notes);
        all.notes("Works otherwise", Weight.DIFFERENT, notes);
        return all.text.all();
    }

    private void proofs(Map<String, Proof> proofs) {
        Map<String, List<String>> alike = new LinkedHashMap<>();
        proofs.forEach((application, proof) -> {
            if (proof instanceof Proof.Unproved) {
                alike.computeIfAbsent(proof.line(), _ -> new ArrayList<>()).add(application);
            } else {
                text.line(application + ": " + proof.line());
            }
            if (proof instanceof Proof.Different(int _, List<String> differences)) {
                differences.stream().limit(LINES).forEach(difference -> text.line("  " + difference));
                if (differences.size() > LINES) {
                    text.line("  and " + (differences.size() - LINES) + " more");
                }
            }
        });
        alike.forEach((what, applications) -> text.line(SubjectLines.named(applications) + ": " + what));
    }

    private void notes(String title, Weight weight, List<Note> notes) {
        text.section(title, notes.stream().filter(note -> note.weight() == weight), Note::what, Note::subject);
    }
}

package dev.capstan.cli.migrate.argo.flux;

import dev.capstan.argo.proposal.FluxProposal;
import dev.capstan.argo.proposal.Note;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A proposal with its proofs.
 *
 * @param proofs by the names of the proposal's Applications
 * @param found what else is to be said: of objects that Applications render, or that are there already
 */
record ProvedProposal(FluxProposal proposal, Map<String, Proof> proofs, List<Note> found) {

    /** Copies, and keeps the order. */
    ProvedProposal {
        proofs = new LinkedHashMap<>(proofs);
        found = List.copyOf(found);
    }

    /** Everything that is to be said. */
    List<Note> notes() {
        var all = new ArrayList<>(proposal.allNotes());
        all.addAll(found);
        return List.copyOf(all);
    }

    /** Whether everything is proposed, and nothing is known to differ. */
    boolean isUsable() {
        return notes().stream().noneMatch(note -> note.weight() == Note.Weight.MISSING)
                && proofs.values().stream()
                        .allMatch(proof -> proof instanceof Proof.Same || proof instanceof Proof.Unproved);
    }
}

package dev.capstan.cli.migrate.argo.flux;

import dev.capstan.argo.proposal.FluxProposal;
import dev.capstan.argo.proposal.Note;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A proposal with its proofs.
 *
 * @param proofs by the names of the proposal's Applications
 */
record ProvedProposal(FluxProposal proposal, Map<String, Proof> proofs) {

    /** Keeps the order. */
    ProvedProposal {
        proofs = new LinkedHashMap<>(proofs);
    }

    /** Whether everything is proposed, and nothing is known to differ. */
    boolean isUsable() {
        return proposal.allNotes().stream().noneMatch(note -> note.weight() == Note.Weight.MISSING)
                && proofs.values().stream()
                        .allMatch(proof -> proof instanceof Proof.Same || proof instanceof Proof.Unproved);
    }
}

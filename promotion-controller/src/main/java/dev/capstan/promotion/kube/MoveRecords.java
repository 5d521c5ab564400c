package dev.capstan.promotion.kube;

import dev.capstan.api.bus.ApplyRecorded;
import dev.capstan.api.bus.ApplyRecorded.AppliedObject;
import dev.capstan.api.bus.Bus;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.promotion.Promotion;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.run.Move;
import java.util.List;
import java.util.UUID;

/** Moves in the record of applies, beside what was applied because of them. */
record MoveRecords(Bus bus) {

    void publish(Promotion promotion, Move move) {
        var changed = new AppliedObject(
                promotion.ref(),
                "configured",
                move.before().map(Content::digest).orElse(null),
                move.content().digest(),
                move.files(),
                null,
                0,
                move.words());
        bus.publish(new ApplyRecorded(
                promotion.ref(),
                promotion.getMetadata().getUid(),
                UUID.randomUUID().toString(),
                move.revision(),
                move.content().revision(),
                move.by().orElse(""),
                move.at().toString(),
                move.at().toString(),
                (move.kind() == Move.Kind.PROMOTED ? Reason.PROMOTED : Reason.PROMOTION_ROLLED_BACK).text(),
                null,
                List.of(changed),
                0));
    }
}

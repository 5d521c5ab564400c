package dev.capstan.api.promotion;

import dev.capstan.api.image.SigningKey;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * How commits and tags look.
 *
 * @param authorName who is named as their author
 * @param authorEmail the address of the author
 * @param signingKey what signs them; absent means that nothing is signed
 */
@WireRecord
public record PromotionCommit(
        @Nullable @Default("Capstan") @Size(max = 200) String authorName,

        @Nullable @Default("capstan@users.noreply.localhost") @Size(max = 200) String authorEmail,

        @Nullable SigningKey signingKey) {}

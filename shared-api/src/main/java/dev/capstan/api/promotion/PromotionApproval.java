package dev.capstan.api.promotion;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;

/**
 * Who lets a candidate in.
 *
 * @param by {@code annotation}: whoever may write the annotation {@code promotion.capstan.dev/approve} of the Promotion;
 *     {@code pullRequest}: whoever may merge the pull request
 */
@WireRecord
public record PromotionApproval(
        @Required @OneOf({"annotation", "pullRequest"}) String by) {}

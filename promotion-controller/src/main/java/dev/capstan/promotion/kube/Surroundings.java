package dev.capstan.promotion.kube;

import dev.capstan.access.git.GitAccess;
import dev.capstan.git.write.RemoteReferences;

/**
 * What passes need besides the objects.
 *
 * @param access tells who we are for the remote of a GitRepository
 * @param references works with remotes
 */
record Surroundings(
        WatchedKinds watched,
        GitAccess access,
        RemoteReferences references,
        SigningKeys signingKeys,
        ForgeAccessReader forges,
        ReadSpec.Reader specs,
        MoveRecords records,
        PromotionMetrics metrics,
        SourceNudge nudge) {}

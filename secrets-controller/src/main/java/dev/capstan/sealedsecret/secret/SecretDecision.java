package dev.capstan.sealedsecret.secret;

import java.util.List;

/** Decides what is done about a Secret that is there. */
public final class SecretDecision {
    private static final String GROUP = "sealedsecrets.bitnami.com/";
    /** On a Secret: it may be taken over. */
    public static final String MANAGED = GROUP + "managed";
    /** On a Secret: values, labels and annotations are added to its own. */
    public static final String PATCH = GROUP + "patch";

    private SecretDecision() {}

    /**
     * The step for a Secret.
     *
     * @param uid the SealedSecret
     */
    public static SecretStep of(WantedSecret wanted, LiveSecret live, String uid) {
        boolean isPatched = live.content().isMarked(PATCH);
        boolean isManaged = live.content().isMarked(MANAGED);
        if (!live.isControlledBy(uid) && !isManaged && !isPatched) {
            return new SecretStep.LeaveToOthers();
        }
        SecretContent content = isPatched
                ? live.content().withAll(wanted.content())
                : wanted.content().keepingImmutable(live.content().isImmutable());
        List<OwnerMark> owners = isPatched && !isManaged ? live.owners() : owners(wanted, uid);
        return content.equals(live.content()) && owners.equals(live.owners())
                ? new SecretStep.Keep()
                : new SecretStep.Replace(content, owners);
    }

    /** To whom a new Secret belongs. */
    public static List<OwnerMark> owners(WantedSecret wanted, String uid) {
        return wanted.isOwned() ? List.of(OwnerMark.of(uid)) : List.of();
    }
}

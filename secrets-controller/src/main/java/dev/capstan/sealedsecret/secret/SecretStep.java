package dev.capstan.sealedsecret.secret;

import java.util.List;

/** What is to be done about a Secret. */
public sealed interface SecretStep {
    /** It is as it should be. */
    record Keep() implements SecretStep {}

    /** It belongs to somebody else and is left alone. */
    record LeaveToOthers() implements SecretStep {}

    /**
     * It is changed to this.
     *
     * @param content what is in it afterwards
     * @param owners to whom it belongs afterwards
     */
    record Replace(SecretContent content, List<OwnerMark> owners) implements SecretStep {
        /** Copies the list. */
        public Replace {
            owners = List.copyOf(owners);
        }
    }
}

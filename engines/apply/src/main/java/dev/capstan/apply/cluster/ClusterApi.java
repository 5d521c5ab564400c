package dev.capstan.apply.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The requests that applying needs, each one HTTP request. Acts with one identity. Calls block the (virtual) thread and
 * are not retried here.
 */
public interface ClusterApi {

    /**
     * How a server-side apply is done.
     *
     * @param fieldManager in whose name
     * @param isDryRun whether nothing is written
     * @param isCreateOnly whether an object that exists already is refused with a conflict (code 409) and left as it is
     * @param isForced whether fields of other managers are taken; else they are a conflict (code 409)
     * @param validation what happens to fields that the kind does not have
     */
    record ApplyOptions(
            String fieldManager, boolean isDryRun, boolean isCreateOnly, boolean isForced, FieldValidation validation) {
        /** Fields of other managers are taken. */
        public ApplyOptions(String fieldManager, boolean isDryRun, boolean isCreateOnly) {
            this(fieldManager, isDryRun, isCreateOnly, true, FieldValidation.BY_SERVER);
        }
    }

    /**
     * How an object is created, patched or replaced as clients did before there was server-side apply.
     *
     * @param fieldManager in whose name
     * @param isDryRun whether nothing is written
     * @param validation what happens to fields that the kind does not have
     */
    record WriteOptions(String fieldManager, boolean isDryRun, FieldValidation validation) {}

    /** What the API server does about fields that a kind does not have, and about fields that stand there twice. */
    enum FieldValidation {
        /** What it does when it is not told. */
        BY_SERVER(""),
        /** It refuses the object. */
        STRICT("Strict"),
        /** It leaves them out. */
        IGNORE("Ignore");

        private final String word;

        FieldValidation(String word) {
            this.word = word;
        }

        /** As it stands in requests; empty when it does not. */
        public String word() {
            return word;
        }
    }

    /**
     * How an object is deleted: only while it is the one that the decision was made on, else it is refused with a
     * conflict.
     *
     * @param uid the object
     * @param resourceVersion its version, empty when that is not known
     * @param propagation what happens to what it owns
     */
    record DeleteOptions(String uid, String resourceVersion, Propagation propagation) {
        /** What it owns is deleted after it. */
        public DeleteOptions(String uid, String resourceVersion) {
            this(uid, resourceVersion, Propagation.BACKGROUND);
        }
    }

    /** What happens to the objects that a deleted object owns. */
    enum Propagation {
        /** They are deleted after it. */
        BACKGROUND("Background"),
        /** They are deleted before it. */
        FOREGROUND("Foreground"),
        /** They stay. */
        ORPHAN("Orphan");

        private final String word;

        Propagation(String word) {
            this.word = word;
        }

        /** As it stands in requests. */
        public String word() {
            return word;
        }
    }

    /** Server-side apply. The answer is the whole object. */
    ApiResult<ObjectNode> apply(ObjectRef object, ObjectNode content, ApplyOptions options);

    /**
     * Creates an object; one that exists already is a conflict (code 409). The answer is the whole object.
     *
     * @param object its name may be empty when the content has a {@code generateName}
     */
    ApiResult<ObjectNode> create(ObjectRef object, ObjectNode content, WriteOptions options);

    /**
     * JSON merge patch (RFC 7386). The answer is the whole object.
     *
     * @param patch with {@code metadata.resourceVersion} it is refused with a conflict (code 409) when the object is in
     *     another version
     */
    ApiResult<ObjectNode> mergePatch(ObjectRef object, ObjectNode patch, WriteOptions options);

    /**
     * Replaces an object that exists. The answer is the whole object.
     *
     * @param content with {@code metadata.resourceVersion} it is refused with a conflict (code 409) when the object is in
     *     another version
     */
    ApiResult<ObjectNode> replace(ObjectRef object, ObjectNode content, WriteOptions options);

    /** The whole object. */
    ApiResult<ObjectNode> get(ObjectRef object);

    /** Deletes. The answer is the object when finalizers keep it, else a Status. */
    ApiResult<ObjectNode> delete(ObjectRef object, DeleteOptions options);

    /**
     * JSON Patch.
     *
     * @param operations an array of operations
     */
    ApiResult<ObjectNode> jsonPatch(ObjectRef object, JsonNode operations, String fieldManager);

    /**
     * One page of a collection; the answer is the list object.
     *
     * @param continueToken token of the page before, empty for the first
     */
    ApiResult<ObjectNode> list(Selection selection, int limit, String continueToken);

    /**
     * As {@link #list}, but the items carry nothing except their metadata where the server can leave the rest out.
     *
     * @param continueToken token of the page before, empty for the first
     */
    ApiResult<ObjectNode> listMetadata(Selection selection, int limit, String continueToken);

    /**
     * Starts a watch. Returns at once; events and the end come to the listener, one at a time.
     *
     * @param resourceVersion version after which changes are wanted
     * @return closes the watch; closing twice does nothing
     */
    Subscription watch(Selection selection, String resourceVersion, WatchListener listener);

    /**
     * The same cluster with another identity.
     *
     * @param user whole user name, for example {@code system:serviceaccount:apps:deployer}
     */
    ClusterApi impersonating(String user);

    /** Whether this identity is another than the controller's own, given to an owner who may lack rights. */
    boolean isImpersonating();

    /**
     * Creates a {@code SelfSubjectRulesReview}: what this identity may do in a namespace. The answer is the review.
     */
    ApiResult<ObjectNode> reviewRights(String namespace);

    /**
     * The end of what a container of a Pod has written.
     *
     * @param lines how many lines at most
     * @param bytes how many bytes at most
     */
    ApiResult<String> log(ObjectRef pod, String container, int lines, int bytes);

    /** Reads a discovery document in its aggregated form, path without leading slash. */
    ApiResult<ObjectNode> discover(String path);

    /** A running watch. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Receives what a watch yields. */
    interface WatchListener {

        /**
         * One event.
         *
         * @param type {@code ADDED}, {@code MODIFIED}, {@code DELETED} or {@code BOOKMARK}
         */
        void event(String type, ObjectNode object);

        /**
         * The watch is over; no further call follows. The place to go on from is the last version seen, unless it
         * expired.
         */
        void ended(WatchEnd end);
    }

    /**
     * Why a watch ended.
     *
     * @param isExpired the version is too old: list again
     * @param refusal why the server refused or broke off; empty for a normal end
     */
    record WatchEnd(boolean isExpired, Optional<ApiResult<Void>> refusal) {}
}

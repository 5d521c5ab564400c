package dev.capstan.application.signature.adapter;

import dev.capstan.argo.signature.AllowedKey;
import dev.capstan.argo.signature.SignatureResult;
import dev.capstan.argo.signature.SignedRevision;
import dev.capstan.git.mirror.BranchProgress.RawCommit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All commits of a history but those before seals. A seal is a commit whose message has the trailer {@code Argocd-gpg-seal:} and that one
 * of the allowed keys has signed: it stands for all that came before it.
 */
final class SealedHistory {
    private static final String SEAL = "argocd-gpg-seal:";
    private static final String PARENT = "parent ";

    private final Map<String, RawCommit> commits = new HashMap<>();
    private final List<RawCommit> newestFirst;

    SealedHistory(List<RawCommit> newestFirst) {
        this.newestFirst = newestFirst;
        newestFirst.forEach(commit -> commits.put(commit.id(), commit));
    }

    /** What is to be said of them, newest first. */
    List<SignedRevision> looked(SignedObjects objects, Set<AllowedKey> allowed) {
        Set<String> sealed = new HashSet<>();
        var looked = new ArrayList<SignedRevision>();
        for (RawCommit commit : newestFirst) {
            if (isSeal(commit) && !sealed.contains(commit.id())) {
                SignedRevision revision = objects.commit(commit.id(), commit.content());
                if (revision.result() == SignatureResult.GOOD && allowed.contains(new AllowedKey(revision.keyId()))) {
                    addAncestors(commit, sealed);
                }
            }
        }
        for (RawCommit commit : newestFirst) {
            if (!sealed.contains(commit.id())) {
                looked.add(objects.commit(commit.id(), commit.content()));
            }
        }
        return looked;
    }

    private void addAncestors(RawCommit seal, Set<String> sealed) {
        Deque<String> open = new ArrayDeque<>(parents(seal));
        while (!open.isEmpty()) {
            String id = open.removeFirst();
            RawCommit commit = commits.get(id);
            if (sealed.add(id) && commit != null) {
                open.addAll(parents(commit));
            }
        }
    }

    private static boolean isSeal(RawCommit commit) {
        String text = text(commit);
        int end = text.indexOf("\n\n");
        return end >= 0 && text.substring(end).toLowerCase(Locale.ROOT).contains(SEAL);
    }

    private static List<String> parents(RawCommit commit) {
        String text = text(commit);
        int end = text.indexOf("\n\n");
        return text.substring(0, Math.max(0, end))
                .lines()
                .filter(line -> line.startsWith(PARENT))
                .map(line -> line.substring(PARENT.length()))
                .toList();
    }

    private static String text(RawCommit commit) {
        return new String(commit.content(), StandardCharsets.ISO_8859_1);
    }
}

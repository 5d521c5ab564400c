package dev.capstan.application.source.adapter;

import dev.capstan.application.source.Answer;
import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;

/** What repositories and registries of charts give, in the words of Applications. */
final class AccessAnswers {
    private static final String SECRET = "a Secret of type 'repository' or 'repo-creds'";

    private AccessAnswers() {}

    static <T> Answer<T> of(ChartAccessResult<T> result) {
        return switch (result) {
            case ChartAccessResult.Success<T>(var value) -> new Answer.Known<>(value);
            case ChartAccessResult.Failed<T>(var failure) -> new Answer.Failed<>(failure.message() + advice(failure));
        };
    }

    private static String advice(ChartAccessFailure failure) {
        if (failure instanceof ChartAccessFailure.IndexRefused refused && refused.isAboutLogin()) {
            return refused.hadLogin() ? " of the Secret for this URL" : ", put them into " + SECRET;
        }
        return failure instanceof ChartAccessFailure.ChartRefused refused && refused.isAboutLogin()
                ? "; credentials go to the server of the repository only, unless helm.passCredentials is set"
                : "";
    }
}

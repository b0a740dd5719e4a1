package lifeboat.controller.security;

import java.util.Optional;

/**
 * A proof that was found good.
 *
 * @param by who vouches, for the audit log and the host's record: {@code token ID} or {@code aws
 *     ACCOUNT/ROLE}
 * @param token to be used up
 */
record Voucher(String by, EnrolmentScope scope, Optional<StoredToken> token) {

    static Voucher of(StoredToken token) {
        return new Voucher("token " + token.id(), token.scope(), Optional.of(token));
    }
}

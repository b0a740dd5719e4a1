package lifeboat.controller.fleet;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** The serial number of a certificate, unique for its authority: lower-case hex, at most 40. */
public record CertificateSerial(String value) {

    private static final Pattern VALID = Pattern.compile("[0-9a-f]{1,40}");

    public CertificateSerial {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("not a serial number: \"" + value + "\"");
        }
    }

    public static CertificateSerial of(BigInteger number) {
        return new CertificateSerial(number.toString(16));
    }

    @Override
    public String toString() {
        return value;
    }
}

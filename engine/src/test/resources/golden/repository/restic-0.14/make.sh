#!/bin/bash
# Makes v1 and v2 below /srv/fixture: unshare --uts bash make.sh (as root, restic 0.14.0)
set -eu
cd /srv/fixture; hostname fixture
export TZ=Europe/Berlin RESTIC_PASSWORD=geheim
umask 022
rm -rf home v1 v2; mkdir home
R="restic --no-cache -q"
mkdir -p home/jobs/pipeline/builds/1 home/jobs/pipeline/builds/2 home/secrets home/empty
seq -f 'line %g of the log of a build' 1 120 > home/jobs/pipeline/builds/1/log
cp home/jobs/pipeline/builds/1/log home/jobs/pipeline/builds/2/log
printf '<project>\n  <keepDependencies>false</keepDependencies>\n</project>\n' > home/jobs/pipeline/config.xml
printf '<hudson>\n  <version>1.0</version>\n</hudson>\n' > home/config.xml
head -c 256 /dev/zero | openssl enc -aes-128-ctr -K 00112233445566778899aabbccddeeff -iv 0 2>/dev/null > home/secrets/master.key
chmod 600 home/secrets/master.key; chmod 700 home/secrets
: > home/empty.txt
ln home/config.xml home/hard-link.xml
ln -s builds/2 home/jobs/pipeline/lastSuccessful
printf 'x' > "home/Umlaut ä und \"Quote\".txt"
mkfifo home/pipe
chown 1000:1000 home/jobs/pipeline/config.xml
find home -exec touch -h -d '2026-01-02T03:04:05.678901Z' {} +
touch -d '1999-12-31T23:59:59Z' home/config.xml
for v in 1 2; do
  export RESTIC_REPOSITORY=/srv/fixture/v$v
  $R init --repository-version $v
  [ $v = 2 ] && { truncate -s 1572865 home/sparse.bin; touch -d 2026-01-02T00:00:00Z home/sparse.bin; }
  $R backup --tag plan=ci --host ci /srv/fixture/home --time '2026-02-01 01:00:00'
  printf '<hudson>\n  <version>1.1</version>\n</hudson>\n' > home/config.xml
  mkdir home/jobs/pipeline/builds/3; seq 1 2000 > home/jobs/pipeline/builds/3/log
  C=""; [ $v = 2 ] && C="--compression off"
  $R backup $C --tag plan=ci --host ci /srv/fixture/home --time '2026-02-02 01:00:00'
  rm home/jobs/pipeline/builds/1/log; rmdir home/jobs/pipeline/builds/1
  [ $v = 2 ] && C="--compression max"
  (cd home && $R backup $C --tag other --tag relative --host ci --exclude pipe jobs --time '2026-07-03 01:00:00')
  if [ $v = 2 ]; then
    # A second copy of blobs in other packs: back up blind to the indexes, then put them back.
    mkdir aside; mv v2/index/* aside/
    $R backup --force --host copy /srv/fixture/home/jobs/pipeline/builds --time '2026-07-04 01:00:00'
    mv aside/* v2/index/; rmdir aside
  else
    $R forget --prune --max-unused 0 $($R snapshots --json --tag plan=ci | grep -o '"short_id":"[0-9a-f]*"' | head -1 | cut -d'"' -f4)
  fi
  echo second > p2; 
  [ $v = 2 ] && $R key add --new-password-file p2
  rm -f p2
  $R check --read-data || true
  rm -rf home/sparse.bin home/jobs/pipeline/builds/3
  mkdir -p home/jobs/pipeline/builds/1; cp home/jobs/pipeline/builds/2/log home/jobs/pipeline/builds/1/log
  printf '<hudson>\n  <version>1.0</version>\n</hudson>\n' > home/config.xml
  find v$v -type d -empty -delete
  $R snapshots
done

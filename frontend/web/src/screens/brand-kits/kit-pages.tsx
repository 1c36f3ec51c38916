import { Route, Switch } from 'wouter';
import { PROMPT_KIT, PROMPT_KIT_NEW, PROMPT_KITS } from '../../app/paths.ts';
import { BrandKits } from './brand-kits.tsx';
import { KitPage } from './kit-page.tsx';

/** The list of kits and the page of one, loaded together: apart, they would split the code of images that chats load. */
export function KitPages() {
  return (
    <Switch>
      <Route path={PROMPT_KITS} component={BrandKits} />
      <Route path={PROMPT_KIT_NEW}>
        <KitPage brandKitId={undefined} />
      </Route>
      <Route path={PROMPT_KIT}>{({ brandKitId }) => <KitPage key={brandKitId} brandKitId={brandKitId} />}</Route>
    </Switch>
  );
}
